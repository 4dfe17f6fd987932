-- Posts a comment with each request, each of another text, by one person after the other. To be run in
-- this folder. Arguments: the file that people.py wrote, how many episodes, and a word that no other
-- run puts into its texts.
require "told"

local MUTATION = "mutation($input: PostCommentInput!) { postComment(input: $input) { comment { id status } } }"
local BODY = '{"query":"' .. MUTATION .. '","variables":{"input":{"episode":{"site":"show","key":"episode-%d"},'
  .. '"body":"%s","clientMutationId":"%s-%d"}}}'
local TEXT = "This is thought number %d of the run %s. The keeper left the lantern burning, and whoever "
  .. "has read the ledger knows *why*; I had not expected that the letter would turn up again in this episode."

local people, episodes, word = {}, 1, ""
local number = 0
posted, refused = 0, 0

function init(args)
  for line in io.lines(args[1]) do
    local token, address = line:match("(%S+)\t(%S+)")
    table.insert(people, {
      ["authorization"] = "Bearer " .. token,
      ["content-type"] = "application/json",
      ["x-forwarded-for"] = address,
    })
  end
  episodes, word = tonumber(args[2]), args[3]
end

function request()
  number = number + 1
  local headers = people[number % #people + 1]
  local text = TEXT:format(number, word)
  return wrk.format("POST", nil, headers, BODY:format(number % episodes + 1, text, word, number))
end

function response(_, _, body)
  if body:find('"status":"APPROVED"', 1, true) then
    posted = posted + 1
  else
    refused = refused + 1
  end
end
