select category, count(*) as factors, count(distinct incident) as incidents,
       cast(median(started_to_detected_seconds_max) / 60 as integer) as detected_within_min
from (select incident, unnest(categories) as category from read_json_auto('factors.ndjson'))
join read_json_auto('incidents.ndjson') using (incident)
group by category order by incidents desc, category limit 6
