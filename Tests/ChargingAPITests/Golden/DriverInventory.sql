SELECT count(*) AS total FROM stations r WHERE false;
SELECT r.id AS id, r.charge_point_id AS f0 FROM stations r WHERE false ORDER BY r.charge_point_id, r.id LIMIT $1;
