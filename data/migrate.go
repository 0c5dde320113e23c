package data

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strings"
	"time"
)

// Migrations only go forward; one that landed is never edited: its SHA-256
// stands in the database and a changed one is refused.
//
//go:embed migrations/*.sql
var migrations embed.FS

// Migrate brings an open DuckDB to this program's schema, each migration in one
// transaction and with a CHECKPOINT after it (a WAL with schema changes in it is
// what older DuckDBs could not replay). A database of a newer program is
// refused.
func Migrate(ctx context.Context, conn *sql.Conn, now time.Time) error {
	const table = `create table if not exists schema_migration (
		version integer primary key, name varchar not null, sha256 varchar not null, applied_at timestamp not null)`
	if _, err := conn.ExecContext(ctx, table); err != nil {
		return err
	}
	done := map[int]string{}
	rows, err := conn.QueryContext(ctx, "select version, sha256 from schema_migration order by version")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var version int
		var sum string
		if err := rows.Scan(&version, &sum); err != nil {
			return err
		}
		done[version] = sum
	}
	if err := rows.Err(); err != nil {
		return err
	}
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	for version := range done {
		if version > len(names) {
			return fmt.Errorf("%w: the database has schema version %d, this program knows %d; use the newer program", ErrCorrupt, version, len(names))
		}
	}
	for i, name := range names {
		text, err := migrations.ReadFile(name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(text)
		hash := hex.EncodeToString(sum[:])
		version := i + 1
		if old, ok := done[version]; ok {
			if old != hash {
				return fmt.Errorf("%w: migration %s was changed after it was applied", ErrCorrupt, name)
			}
			continue
		}
		if err := migrateOne(ctx, conn, version, name, hash, string(text), now); err != nil {
			return fmt.Errorf("migration %s: %w", name, err)
		}
	}
	return nil
}

func migrateOne(ctx context.Context, conn *sql.Conn, version int, name, hash, text string, now time.Time) error {
	if _, err := conn.ExecContext(ctx, "begin transaction"); err != nil {
		return err
	}
	_, err := conn.ExecContext(ctx, text)
	if err == nil {
		_, err = conn.ExecContext(ctx, "insert into schema_migration values (?, ?, ?, ?)",
			version, strings.TrimPrefix(name, "migrations/"), hash, now.UTC())
	}
	if err != nil {
		conn.ExecContext(context.WithoutCancel(ctx), "rollback")
		return err
	}
	if _, err := conn.ExecContext(ctx, "commit"); err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, "checkpoint")
	return err
}
