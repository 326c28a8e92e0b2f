"""WSGI filters that make Swift answer like S3 where its own S3 API steps aside. Signatures are checked by Swift alone."""

ANONYMOUS = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
)


def head_factory(global_conf, **local_conf):
    """eventlet sends an error to a HEAD without a length as chunks with a body; a length of 0 keeps the connection whole."""

    def factory(app):
        def call(env, start_response):
            def start(status, headers, exc_info=None):
                if not any(name.lower() == "content-length" for name, _ in headers):
                    headers = [*headers, ("Content-Length", "0")]
                return start_response(status, headers, exc_info)

            return app(env, start if env["REQUEST_METHOD"] == "HEAD" else start_response)

        return call

    return factory


def anonymous_factory(global_conf, **local_conf):
    """A request without S3 credentials is one of Swift's own API to s3api; S3 answers 403."""

    def factory(app):
        def call(env, start_response):
            signed = env.get("HTTP_AUTHORIZATION", "").startswith("AWS")
            if signed or "X-Amz-Credential=" in env.get("QUERY_STRING", ""):
                return app(env, start_response)
            headers = [("Content-Type", "application/xml"), ("Content-Length", str(len(ANONYMOUS)))]
            start_response("403 Forbidden", headers)
            return [b"" if env["REQUEST_METHOD"] == "HEAD" else ANONYMOUS]

        return call

    return factory


def alias_factory(global_conf, access_key, swift_user, **local_conf):
    """tempauth knows access keys of the form account:user alone. The secret is still compared by s3api and tempauth."""

    def factory(app):
        def call(env, start_response):
            details = env.get("s3api.auth_details")
            if details and details.get("access_key") == access_key:
                details["access_key"] = swift_user
                env["PATH_INFO"] = env["PATH_INFO"].replace("/v1/" + access_key, "/v1/" + swift_user, 1)
            return app(env, start_response)

        return call

    return factory


class ProcessCache:
    """tempauth refuses to work without a cache; one proxy process needs no memcached. Tests end before anything expires."""

    def __init__(self):
        self.values = {}

    def get(self, key, raise_on_error=False):
        return self.values.get(key)

    def set(self, key, value, **options):
        self.values[key] = value

    def delete(self, key, server_key=None):
        self.values.pop(key, None)

    def incr(self, key, delta=1, time=0):
        self.values[key] = max(0, self.values.get(key, 0) + int(delta))
        return self.values[key]

    def decr(self, key, delta=1, time=0):
        return self.incr(key, -int(delta), time)

    def get_multi(self, keys, server_key=None, raise_on_error=False):
        return [self.values.get(key) for key in keys]

    def set_multi(self, mapping, server_key, **options):
        self.values.update(mapping)


def cache_factory(global_conf, **local_conf):
    cache = ProcessCache()

    def factory(app):
        def call(env, start_response):
            env["swift.cache"] = cache
            return app(env, start_response)

        return call

    return factory
