"""boto3 as a program of its own. Prints one JSON object with what it saw."""

import json
import sys
import webbrowser

import boto3
from botocore.exceptions import ClientError


def error_of(call, **parameters):
    """The code, the status and the message of a call that must fail."""
    try:
        call(**parameters)
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        return [error.response["Error"]["Code"], status, error.response["Error"].get("Message", "")]
    raise AssertionError("the call was allowed")


def by_hand(start_url, oidc_url, portal_url, sts_url):
    """Signs in call by call, with `endpoint_url`, and gives the role's credentials to STS."""
    seen = {}
    oidc = boto3.client("sso-oidc", endpoint_url=oidc_url)
    client = oidc.register_client(clientName="boto3", clientType="public", scopes=["sso:account:access"])
    keys = {"clientId": client["clientId"], "clientSecret": client["clientSecret"]}
    device = oidc.start_device_authorization(startUrl=start_url, **keys)
    grant = {"grantType": "urn:ietf:params:oauth:grant-type:device_code", "deviceCode": device["deviceCode"]}
    seen["first poll"] = error_of(oidc.create_token, **keys, **grant)
    seen["early poll"] = error_of(oidc.create_token, **keys, **grant)
    webbrowser.open_new_tab(device["verificationUriComplete"])
    tokens = oidc.create_token(**keys, **grant)
    seen["spent code"] = error_of(oidc.create_token, **keys, **grant)
    renewed = oidc.create_token(grantType="refresh_token", refreshToken=tokens["refreshToken"], **keys)
    stranger = {"clientId": keys["clientId"], "clientSecret": "wrong"}
    seen["stranger"] = error_of(oidc.create_token, **stranger, **grant)

    sso = boto3.client("sso", endpoint_url=portal_url)
    token = {"accessToken": renewed["accessToken"]}
    pages = list(sso.get_paginator("list_accounts").paginate(**token))
    seen["accounts"] = [account["accountId"] for page in pages for account in page["accountList"]]
    account = {"accountId": seen["accounts"][0], **token}
    roles = sso.get_paginator("list_account_roles").paginate(**account).build_full_result()
    seen["roles"] = [role["roleName"] for role in roles["roleList"]]
    seen["forbidden"] = error_of(sso.get_role_credentials, roleName="ReadOnly", **account)
    issued = sso.get_role_credentials(roleName=seen["roles"][0], **account)["roleCredentials"]

    def sts(secret):
        return boto3.client(
            "sts",
            endpoint_url=sts_url,
            aws_access_key_id=issued["accessKeyId"],
            aws_secret_access_key=secret,
            aws_session_token=issued["sessionToken"],
        )

    seen["arn"] = sts(issued["secretAccessKey"]).get_caller_identity()["Arn"]
    seen["wrong key"] = error_of(sts("wrong").get_caller_identity)[:2]
    sso.logout(**token)
    seen["after logout"] = error_of(sso.list_accounts, **token)
    return seen


def by_profile():
    """Uses the sign-in that the AWS CLI left behind."""
    return {"arn": boto3.Session().client("sts").get_caller_identity()["Arn"]}


print(json.dumps({"by_hand": by_hand, "by_profile": by_profile}[sys.argv[1]](*sys.argv[2:])))
