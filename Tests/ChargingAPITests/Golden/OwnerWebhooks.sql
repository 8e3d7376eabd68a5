SELECT (SELECT count(*) FROM webhook_deliveries r WHERE r.webhook_id = p.id AND r.organization_id = $1) AS total FROM unnest($2) WITH ORDINALITY AS p(id, ord) ORDER BY p.ord;
SELECT count(*) AS total FROM webhooks r WHERE r.organization_id = $1;
SELECT p.ord AS parent, x.* FROM unnest($1) WITH ORDINALITY AS p(id, ord) CROSS JOIN LATERAL (SELECT r.id AS id, r.id AS key, r.webhook_id AS f0, r.event AS f1, r.happened_at AS f2, r.status AS f3, r.attempts AS f4, r.response_code AS f5, r.failure AS f6, CASE WHEN r.status = 'PENDING' THEN r.next_attempt_at END AS f7, r.created_at AS f8, r.delivered_at AS f9 FROM webhook_deliveries r WHERE r.webhook_id = p.id AND r.organization_id = $2 ORDER BY r.id DESC, r.id DESC LIMIT $3) x;
SELECT r.id AS id, r.email AS f0 FROM users r WHERE r.id = ANY($1) AND r.organization_id = $2;
SELECT r.id AS id, r.name AS f0 FROM webhooks r WHERE r.id = ANY($1) AND r.organization_id = $2;
SELECT r.id AS id, r.name AS f0, r.url AS f1, to_jsonb(r.events) AS f2, r.is_active AS f3, r.failing_since AS f4, r.switched_off_at AS f5, r.created_by AS f6, r.created_at AS f7 FROM webhooks r WHERE r.organization_id = $1 ORDER BY r.name, r.id LIMIT $2;
