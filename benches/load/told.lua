-- Prints what a run of wrk counted as one line that a script can read, beginning with "told".

local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

-- What the threads have counted under a name, together.
local function counted(name)
  local sum = 0
  for _, thread in ipairs(threads) do
    sum = sum + (thread:get(name) or 0)
  end
  return sum
end

function done(summary, latency)
  local errors = summary.errors
  local lost = errors.connect + errors.read + errors.write + errors.timeout
  print(table.concat({
    "told", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.status + lost, counted("posted"), counted("refused"),
  }, "\t"))
end
