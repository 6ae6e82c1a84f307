"""Does with the hub's own Python client what its arguments say, and prints the results, a line of JSON each."""

import json
import os
import sys

from huggingface_hub import HfApi, constants, file_download, get_token, hf_hub_download, scan_cache_dir, snapshot_download


def error_name(action):
    try:
        action()
        return "none"
    except Exception as error:  # whatever it is: its name is the result
        return type(error).__name__


def scan():
    info = scan_cache_dir()
    return {
        "size": info.size_on_disk,
        "warnings": [str(warning) for warning in info.warnings],
        "incomplete": sorted(os.path.basename(file.file_path) for file in info.incomplete_files),
        "repos": {
            repo.repo_type + "/" + repo.repo_id: {
                revision.commit_hash: {
                    "refs": sorted(revision.refs),
                    "size": revision.size_on_disk,
                    "files": len(revision.files),
                }
                for revision in repo.revisions
            }
            for repo in info.repos
        },
    }


def settings():
    token = None if constants.HF_HUB_DISABLE_IMPLICIT_TOKEN else get_token()
    return {
        "endpoint": constants.ENDPOINT,
        "token": token,
        "cache": constants.HF_HUB_CACHE,
        "offline": constants.HF_HUB_OFFLINE,
        "symlinks": not constants.HF_HUB_DISABLE_SYMLINKS,
        "timeout": constants.HF_HUB_DOWNLOAD_TIMEOUT,
    }


def is_known_missing(repo, revision, name):
    found = file_download.try_to_load_from_cache(repo, name, revision=revision)
    return found is file_download._CACHED_NO_EXIST


ACTIONS = {
    "download": lambda repo: snapshot_download(repo),
    "local": lambda repo, *patterns: snapshot_download(
        repo, local_files_only=True, allow_patterns=list(patterns) or None
    ),
    "local-revision": lambda repo, revision: snapshot_download(repo, revision=revision, local_files_only=True),
    "local-dataset": lambda repo: snapshot_download(repo, repo_type="dataset", local_files_only=True),
    "local-file": lambda repo, name: hf_hub_download(repo, name, local_files_only=True),
    "missing": is_known_missing,
    "error": lambda repo, revision, name: error_name(lambda: hf_hub_download(repo, name, revision=revision)),
    "models": lambda words: [model.id for model in HfApi().list_models(search=words, expand=["gated"], limit=5)],
    "scan": scan,
    "settings": settings,
}

for call in sys.argv[1:]:
    action, *arguments = json.loads(call)
    print(json.dumps(ACTIONS[action](*arguments)))
