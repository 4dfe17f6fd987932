-- Asks the same thing again and again. To be run in this folder. Argument: a file with the body of a
-- POST; without one it is a GET.
require "told"

function init(args)
  if args[1] then
    local file = assert(io.open(args[1]))
    wrk.method = "POST"
    wrk.body = file:read("*a")
    wrk.headers["content-type"] = "application/json"
    file:close()
  end
end
