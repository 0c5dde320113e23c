package static

// A Licence is the notice of something embedded here that others wrote.
type Licence struct {
	Name, Version, Kind, Source string
	Text                        string // complete, as its authors ship it
}

// Licences lists what the pages carry of others' work, for the page of licences.
func Licences() []Licence {
	text := func(names ...string) string {
		s := ""
		for _, name := range names {
			b, err := files.ReadFile("licences/" + name)
			if err != nil {
				panic("static: " + err.Error()) // a broken build
			}
			s += string(b) + "\n"
		}
		return s
	}
	return []Licence{
		{"Apache ECharts", "6.1.0", "Apache-2.0", "https://echarts.apache.org", text("echarts-NOTICE.txt", "echarts-LICENSE.txt")},
		{"D3 (in Apache ECharts)", "", "BSD-3-Clause", "https://d3js.org", text("d3-LICENSE.txt")},
		{"zrender", "6.1.0", "BSD-3-Clause", "https://github.com/ecomfe/zrender", text("zrender-LICENSE.txt")},
		{"tslib", "2.3.0", "0BSD", "https://github.com/microsoft/tslib", text("tslib-LICENSE.txt")},
		{"Noto Sans", "5.3.0 (@fontsource)", "OFL-1.1", "https://notofonts.github.io", text("noto-sans-OFL.txt")},
	}
}
