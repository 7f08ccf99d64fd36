#!/bin/sh
# Once: lifecycle, template, the first index behind its alias, Kibana's user, its data view and dashboard. May be run again.
set -eu
es="http://elasticsearch:9200"
auth="elastic:$(cat /secrets/elastic-password)"
put() { curl -fsS -u "$auth" -H 'content-type: application/json' -X PUT "$@"; echo; }
until curl -fsS -u "$auth" "$es/_cluster/health?wait_for_status=yellow" > /dev/null; do sleep 2; done
put "$es/_ilm/policy/forecourt-traffic" -d @/elk/lifecycle.json
put "$es/_index_template/forecourt-traffic" -d @/elk/index-template.json
curl -fsS -u "$auth" "$es/_alias/forecourt-traffic" > /dev/null ||
  put "$es/forecourt-traffic-000001" -d '{"aliases":{"forecourt-traffic":{"is_write_index":true}}}'
curl -fsS -u "$auth" -H 'content-type: application/json' -X POST "$es/_security/user/kibana_system/_password" \
  -d "{\"password\":\"$(cat /secrets/kibana-password)\"}"
until curl -fsS -u "$auth" http://kibana:5601/api/status > /dev/null; do sleep 3; done
curl -fsS -u "$auth" -H 'kbn-xsrf: setup' -F file=@/elk/saved-objects.ndjson \
  "http://kibana:5601/api/saved_objects/_import?overwrite=true"
