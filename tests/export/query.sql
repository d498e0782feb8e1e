select noticed_by, count(*) as incidents, count(hid) as where_a_factor_hid_it
from read_json_auto('incidents.ndjson')
left join (select distinct incident, influence as hid from read_json_auto('factors.ndjson')
           where influence = 'hid') using (incident)
group by noticed_by order by noticed_by
