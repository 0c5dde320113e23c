package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"syscall"
	"time"

	"danbiet/analytics"
	"danbiet/dashboards"
	"danbiet/data"
	"danbiet/ingest"
)

var (
	errNotLoopback = fmt.Errorf("%w: not a loopback address", data.ErrInvalid)
	errAddrInUse   = errors.New("address in use")
	errUnknownHome = fmt.Errorf("%w: no such unit", data.ErrInvalid)
)

type serveCmd struct {
	Data string `required:"" type:"path" env:"DANBIET_DATA" help:"${data}"`
	Addr string `default:"127.0.0.1:8080" help:"${addr}"`
	Home string `default:"tx-tan-chau" env:"DANBIET_HOME" help:"${home}"`
	// In MB.
	DiskFloor int64 `default:"500" env:"DANBIET_DISK_FLOOR" help:"${disk_floor}"`
	Daily     int64 `default:"2048" env:"DANBIET_DAILY" help:"${daily}"`
	converterFlag
}

// Run serves a folder of data until it is told to stop.
func (s *serveCmd) Run(c *console) error {
	l, err := listen(s.Addr)
	if err != nil {
		return err
	}
	defer l.Close()
	store, err := c.openOn(s.Data, 1) // many small questions at a time
	if err != nil {
		return err
	}
	defer store.Close()
	if _, known := store.Catalogue().UnitOn(s.Home, 0); !known {
		return fmt.Errorf("%w: %s", errUnknownHome, s.Home)
	}
	readers := s.readers(store)
	defer readers.Close()
	im := &ingest.Importer{Store: store, Actor: pageActor, Now: time.Now, Readers: readers}
	if n, err := im.Resume(c.ctx); err != nil {
		return err
	} else if n > 0 {
		c.say("resumed", "n", fmt.Sprint(n))
	}
	return c.serve(l, im, dashboards.Defaults{Unit: s.Home, Period: currentPeriod(store.Catalogue(), data.DayOf(time.Now()))}, s.DiskFloor<<20, s.Daily<<20)
}

// Who acts on the command line and on the pages until accounts exist.
const (
	localActor = "console"
	pageActor  = "page"
)

// homeUnit is the unit whose units are compared where nothing else is said: the
// only town that the embedded catalogue has.
const homeUnit = "tx-tan-chau"

// currentPeriod is the period that an office works on: the last one whose data
// are complete.
func currentPeriod(c *data.Catalogue, today data.Day) string {
	current := c.Periods[0]
	for _, p := range c.Periods {
		if p.DataTo <= today && p.DataTo > current.DataTo {
			current = p
		}
	}
	return current.ID
}

// open opens a folder of data with the machine's clock.
func (c *console) open(dir string) (*data.Store, error) { return c.openOn(dir, 0) }

// openOn is open with a number of threads for each question and load; 0 is all.
func (c *console) openOn(dir string, threads int) (*data.Store, error) {
	return data.Open(c.ctx, data.Options{Dir: dir, Now: time.Now, Threads: threads, Log: slog.New(slog.NewTextHandler(c.err, nil))})
}

// listen takes an address of this machine only: there are no accounts yet, and
// whoever can reach the port can read everything.
func listen(addr string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("%w: %s", data.ErrInvalid, err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("%w: %s", errNotLoopback, addr)
	}
	l, err := net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("%w: %s", errAddrInUse, addr)
	}
	return l, err
}

// serve answers on l until the console's context ends, then finishes what is
// under way.
func (c *console) serve(l net.Listener, im *ingest.Importer, defaults dashboards.Defaults, floor, daily int64) error {
	store := im.Store
	site := &dashboards.Server{Importer: im, DB: &analytics.Marts{DB: store, StateOf: store.StateOf, GivesWay: true}, Catalogue: store.Catalogue(), Original: store.Original,
		Now: time.Now, Demo: c.isDemo, Defaults: defaults, Log: slog.New(slog.NewTextHandler(c.err, &slog.HandlerOptions{Level: slog.LevelWarn}))}
	site.Limits.Free, site.Limits.Floor, site.Limits.Daily = store.Free, floor, daily
	handler, err := site.Handler()
	if err != nil {
		return err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: 75 * time.Second, MaxHeaderBytes: 16 << 10}
	c.say("serving", "url", "http://"+l.Addr().String()+"/")
	readying, enough := context.WithCancel(c.ctx)
	var ready sync.WaitGroup
	ready.Go(func() { site.Ready(readying, handler) })
	defer ready.Wait()
	defer enough()
	stopped := make(chan error, 1)
	go func() {
		<-c.ctx.Done()
		ctx, cancel := context.WithTimeout(context.WithoutCancel(c.ctx), 10*time.Second)
		defer cancel()
		stopped <- server.Shutdown(ctx)
	}()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-stopped
}
