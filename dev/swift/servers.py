"""One replica of OpenStack Swift with its S3 API on loopback, all under one folder: rings, settings, four servers.

Run as `python3 servers.py SETTINGS`, a JSON file of: folder, ports (proxy, account, container, object), accessKey,
secretKey, region. Imports Swift once and forks, which halves the time to start. Ends its children when it is ended.
"""

import json
import os
import pwd
import signal
import sys

COMMON = """[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
workers = 0
user = {user}
swift_dir = {folder}/etc
devices = {folder}/srv
mount_check = false
disable_fallocate = true
fallocate_reserve = 0
log_level = WARNING
"""

STORAGE = """[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{app}
"""

PROXY = """[pipeline:main]
pipeline = head catch_errors gatekeeper healthcheck anonymous cache s3api alias tempauth slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
[filter:head]
paste.filter_factory = filters:head_factory
[filter:anonymous]
paste.filter_factory = filters:anonymous_factory
[filter:cache]
paste.filter_factory = filters:cache_factory
[filter:alias]
paste.filter_factory = filters:alias_factory
access_key = {accessKey}
swift_user = test:tester
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:s3api]
use = egg:swift#s3api
location = {region}
s3_acl = false
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = {secretKey} .admin
[filter:slo]
use = egg:swift#slo
"""

HASH = """[swift-hash]
swift_hash_path_prefix = tests
swift_hash_path_suffix = tests
[storage-policy:0]
name = Policy-0
default = yes
"""


def write(folder, name, text):
    with open(os.path.join(folder, "etc", name), "w") as file:
        file.write(text)


def write_settings(settings):
    folder, ports = settings["folder"], settings["ports"]
    for sub in ("etc", "srv/d1", "log"):
        os.makedirs(os.path.join(folder, sub), exist_ok=True)
    user = pwd.getpwuid(os.getuid()).pw_name
    write(folder, "swift.conf", HASH)
    # Objects in memory need no extended attributes, which not every file system has.
    apps = {"account": "account", "container": "container", "object": "mem_object"}
    for kind, app in apps.items():
        common = COMMON.format(port=ports[kind], user=user, folder=folder)
        write(folder, kind + "-server.conf", common + STORAGE.format(kind=kind, app=app))
    common = COMMON.format(port=ports["proxy"], user=user, folder=folder)
    write(folder, "proxy-server.conf", common + PROXY.format(**settings))


def write_rings(settings):
    from swift.common.ring import RingBuilder

    for kind in ("account", "container", "object"):
        builder = RingBuilder(4, 1, 1)
        address = {"ip": "127.0.0.1", "port": settings["ports"][kind]}
        builder.add_dev(
            {
                "id": 0,
                "region": 1,
                "zone": 1,
                "weight": 1.0,
                "device": "d1",
                "meta": "",
                "replication_ip": address["ip"],
                "replication_port": address["port"],
                **address,
            }
        )
        builder.rebalance()
        builder.get_ring().save(os.path.join(settings["folder"], "etc", kind + ".ring.gz"))


def serve(settings):
    from swift.common import utils

    folder = settings["folder"]
    # Swift reads swift.conf from /etc/swift unless told so before anything else is imported.
    utils.set_swift_dir(os.path.join(folder, "etc"))
    write_rings(settings)
    from swift.common.wsgi import run_wsgi
    from swift.obj import server as object_server
    import swift.account.server  # noqa: F401
    import swift.common.middleware.s3api.s3api  # noqa: F401
    import swift.common.middleware.slo  # noqa: F401
    import swift.common.middleware.tempauth  # noqa: F401
    import swift.container.server  # noqa: F401
    import swift.proxy.server  # noqa: F401

    children = []
    for kind in ("account", "container", "object", "proxy"):
        pid = os.fork()
        if pid != 0:
            children.append(pid)
            continue
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        log = os.open(os.path.join(folder, "log", kind + ".log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        os.dup2(log, 1)
        os.dup2(log, 2)
        options = {"verbose": True}
        if kind == "object":
            options["global_conf_callback"] = object_server.global_conf_callback
        sys.exit(run_wsgi(os.path.join(folder, "etc", kind + "-server.conf"), kind + "-server", **options))
    return children


def main():
    with open(sys.argv[1]) as file:
        settings = json.load(file)
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    write_settings(settings)
    children = serve(settings)

    def end(*_):
        for child in children:
            try:
                os.kill(child, signal.SIGTERM)
            except ProcessLookupError:
                pass

    signal.signal(signal.SIGTERM, end)
    # The starter is gone when its end of this pipe closes: nothing of Swift outlives it.
    while sys.stdin.buffer.read(4096):
        pass
    end()
    for child in children:
        os.waitpid(child, 0)


main()
