package dashboards

import "net/http"

// A route is a path, its name and what answers it. Every page is here.
type route struct {
	name, path string
	answer     func(s *Server, r *request) (*page, error)
	// raw answers that are no pages (an original file)
	raw func(s *Server, w http.ResponseWriter, r *request) error
	// post changes something and leads on to a page; the only way to change
	// anything. It is refused when another site's page sends it.
	post func(s *Server, w http.ResponseWriter, r *request) error
}

// routes is the whole site but for the static files.
func routes() []route {
	return []route{
		{name: "tong-quan", path: "/", answer: (*Server).overview},
		{name: "nop-bao-cao", path: "/nop-bao-cao", answer: (*Server).reports},
		{name: "nhiem-vu", path: "/nhiem-vu", answer: (*Server).tasks},
		{name: "don-vi", path: "/don-vi/{code:[a-z0-9.-]+}", answer: (*Server).unit},
		{name: "bao-cao", path: "/bao-cao/{id:[0-9]{1,18}}", answer: (*Server).report},
		{name: "bien-nhan", path: "/bao-cao/{id:[0-9]{1,18}}/bien-nhan", answer: (*Server).receipt},
		{name: "tra-loi", path: "/bao-cao/{id:[0-9]{1,18}}/tra-loi", post: (*Server).answerQuestions},
		{name: "xac-nhan", path: "/bao-cao/{id:[0-9]{1,18}}/xac-nhan", post: (*Server).confirm},
		{name: "rut-lai", path: "/bao-cao/{id:[0-9]{1,18}}/rut-lai", post: (*Server).withdraw},
		{name: "nap", path: "/nap", answer: (*Server).sendPage, post: (*Server).send},
		{name: "bieu-mau", path: "/nap/bieu-mau", answer: (*Server).form, post: (*Server).sendForm},
		{name: "tai-bieu-mau", path: "/nap/bieu-mau.xlsx", raw: (*Server).templateFile},
		{name: "tep-thu", path: "/nap/tep-thu.zip", raw: (*Server).roughSample},
		{name: "thay-doi", path: "/thay-doi", answer: (*Server).changed},
		{name: "can-cu", path: "/can-cu", answer: (*Server).evidence},
		{name: "tro-giup", path: "/tro-giup", answer: (*Server).help},
		{name: "cach-tinh", path: "/tro-giup/cach-tinh", answer: (*Server).method},
		{name: "giay-phep", path: "/giay-phep", answer: (*Server).licences},
		{name: "tep", path: "/tep/{sha:[0-9a-f]{64}}", raw: (*Server).original},
	}
}

// menu lists the pages of the header, by route name; only pages that exist.
var menu = []string{"tong-quan", "nop-bao-cao", "nhiem-vu", "nap", "tro-giup"}

func pathOf(name string) string {
	for _, r := range routes() {
		if r.name == name {
			return r.path
		}
	}
	panic("no route " + name) // a broken program
}
