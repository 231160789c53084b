// Written by `cargo xtask goldens` from the samples of the protocol crate's tests. Do not edit.
import type {
  Account,
  AccountCreated,
  Consent,
  Envelope,
  FromCustomer,
  FromDesk,
  FromSupervisor,
  Hello,
  InvitationChecked,
  Invite,
  Join,
  Joined,
  Me,
  NewSession,
  OneTimeLink,
  Problem,
  ReviewList,
  ReviewSession,
  Scope,
  ServerMessage,
  SessionCreated,
  SessionSummary,
  SignedIn,
  Source,
  StaffRole,
  State,
  StillPosted,
  SupervisorName,
  ToDesk,
} from './wire';

/** What the files in `protocol/tests/golden/wire` hold, so that the compiler checks each against its type. */
export const goldens = {
  api: {
    'Account': {
      "id": "01935f2a-6c00-7000-8000-000000000005",
      "name": "dana",
      "display_name": "Dana",
      "role": "supervisor",
      "language": "en",
      "created_at": 1795000000000,
      "disabled": false,
      "pending": true
    } satisfies Account,
    'AccountCreated': {
      "account": {
        "id": "01935f2a-6c00-7000-8000-000000000005",
        "name": "dana",
        "display_name": "Dana",
        "role": "supervisor",
        "language": "en",
        "created_at": 1795000000000,
        "disabled": false,
        "pending": true
      },
      "link": "https://help.example/console#link=b25jZQ",
      "expires_in_ms": 604800000
    } satisfies AccountCreated,
    'InvitationChecked': {
      "supervisor": "Dana",
      "language": "es"
    } satisfies InvitationChecked,
    'Invite': {
      "link": "https://help.example/#aW52aXRhdGlvbg",
      "code": "40712295",
      "address": "help.example",
      "qr_svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
      "expires_in_ms": 900000
    } satisfies Invite,
    'Join': {
      "invitation": {
        "by": "link",
        "token": "aW52aXRhdGlvbg"
      },
      "participant": "01935f2a-6c00-7000-8000-00000000000c",
      "language": "es",
      "abilities": {
        "screen": false,
        "camera": true,
        "microphone": true
      }
    } satisfies Join,
    'Join-2': {
      "invitation": {
        "by": "code",
        "code": "4071 2295"
      },
      "participant": "01935f2a-6c00-7000-8000-00000000000c",
      "language": "pt-BR",
      "abilities": {
        "screen": false,
        "camera": false,
        "microphone": false
      }
    } satisfies Join,
    'Joined': {
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "participant": "01935f2a-6c00-7000-8000-00000000000c",
      "resume": "cmVzdW1l",
      "supervisor": "Dana"
    } satisfies Joined,
    'Me': {
      "id": "01935f2a-6c00-7000-8000-000000000005",
      "name": "dana",
      "display_name": "Dana",
      "role": "supervisor",
      "language": "en"
    } satisfies Me,
    'NewSession': {
      "reference": "Iván Ríos",
      "topic": "No Wi-Fi",
      "language": "es"
    } satisfies NewSession,
    'NewSession-2': {
      "reference": "C-2031",
      "topic": null,
      "language": "en"
    } satisfies NewSession,
    'OneTimeLink': {
      "link": "https://help.example/console#link=b25jZQ",
      "expires_in_ms": 604800000
    } satisfies OneTimeLink,
    'Problem': {
      "type": "about:blank",
      "title": "Gone",
      "status": 410,
      "detail": "This code or link is too old. Ask for a new one.",
      "code": "invite_expired"
    } satisfies Problem,
    'ReviewList': {
      "sessions": [
        {
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "created_at": 1795341600000,
          "state": "over",
          "state_at": 1795341731480,
          "outcome": "completed",
          "reference": null,
          "topic": "No Wi-Fi",
          "language": "es",
          "supervisor": "01935f2a-6c00-7000-8000-000000000005",
          "supervisor_name": null,
          "via": null,
          "abilities": null,
          "customer_present": false,
          "can_take_over": true,
          "disposition": "resolved",
          "closed_at": 1795343469004,
          "active_ms": 1690233,
          "events": 212
        }
      ],
      "total": 51,
      "next": "MjAyNi0xMS0yMg"
    } satisfies ReviewList,
    'ReviewList-2': {
      "sessions": [],
      "total": 0,
      "next": null
    } satisfies ReviewList,
    'ReviewSession': {
      "summary": {
        "session": "01935f2a-6c00-7000-8000-000000000001",
        "created_at": 1795341600000,
        "state": "over",
        "state_at": 1795341731480,
        "outcome": "completed",
        "reference": null,
        "topic": "No Wi-Fi",
        "language": "es",
        "supervisor": "01935f2a-6c00-7000-8000-000000000005",
        "supervisor_name": null,
        "via": null,
        "abilities": null,
        "customer_present": false,
        "can_take_over": true,
        "disposition": "resolved",
        "closed_at": 1795343469004,
        "active_ms": 1690233,
        "events": 212
      },
      "events": [
        {
          "v": 1,
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "seq": 1,
          "t": 1500,
          "ts": "2026-11-22T10:00:01.500Z",
          "actor": {
            "role": "supervisor",
            "participant": "01935f2a-6c00-7000-8000-000000000005"
          },
          "cause": {
            "tab": "01935f2a-6c00-7000-8000-00000000007a",
            "dseq": 1
          },
          "type": "session.created",
          "data": {
            "reference": {
              "clear": "Iván Ríos"
            },
            "topic": {
              "clear": "No Wi-Fi"
            },
            "language": "es",
            "supervisor": {
              "clear": "Dana"
            }
          }
        },
        {
          "v": 1,
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "seq": 2,
          "t": 3000,
          "ts": "2026-11-22T10:00:03.000Z",
          "actor": {
            "role": "supervisor",
            "participant": "01935f2a-6c00-7000-8000-000000000005"
          },
          "cause": {
            "tab": "01935f2a-6c00-7000-8000-00000000007a",
            "dseq": 2
          },
          "type": "session.invited",
          "data": {
            "expires_t": 900000
          }
        }
      ],
      "verification": {
        "verdict": "intact",
        "events": 2,
        "head": "abababababababababababababababababababababababababababababababab"
      }
    } satisfies ReviewSession,
    'ReviewSession-10': {
      "summary": {
        "session": "01935f2a-6c00-7000-8000-000000000001",
        "created_at": 1795341600000,
        "state": "over",
        "state_at": 1795341731480,
        "outcome": "completed",
        "reference": null,
        "topic": "No Wi-Fi",
        "language": "es",
        "supervisor": "01935f2a-6c00-7000-8000-000000000005",
        "supervisor_name": null,
        "via": null,
        "abilities": null,
        "customer_present": false,
        "can_take_over": true,
        "disposition": "resolved",
        "closed_at": 1795343469004,
        "active_ms": 1690233,
        "events": 212
      },
      "events": [
        {
          "v": 1,
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "seq": 1,
          "t": 1500,
          "ts": "2026-11-22T10:00:01.500Z",
          "actor": {
            "role": "supervisor",
            "participant": "01935f2a-6c00-7000-8000-000000000005"
          },
          "cause": {
            "tab": "01935f2a-6c00-7000-8000-00000000007a",
            "dseq": 1
          },
          "type": "session.created",
          "data": {
            "reference": {
              "clear": "Iván Ríos"
            },
            "topic": {
              "clear": "No Wi-Fi"
            },
            "language": "es",
            "supervisor": {
              "clear": "Dana"
            }
          }
        },
        {
          "v": 1,
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "seq": 2,
          "t": 3000,
          "ts": "2026-11-22T10:00:03.000Z",
          "actor": {
            "role": "supervisor",
            "participant": "01935f2a-6c00-7000-8000-000000000005"
          },
          "cause": {
            "tab": "01935f2a-6c00-7000-8000-00000000007a",
            "dseq": 2
          },
          "type": "session.invited",
          "data": {
            "expires_t": 900000
          }
        }
      ],
      "verification": {
        "verdict": "altered",
        "seq": 1,
        "fault": "after_end"
      }
    } satisfies ReviewSession,
    'ReviewSession-2': {
      "summary": {
        "session": "01935f2a-6c00-7000-8000-000000000001",
        "created_at": 1795341600000,
        "state": "over",
        "state_at": 1795341731480,
        "outcome": "completed",
        "reference": null,
        "topic": "No Wi-Fi",
        "language": "es",
        "supervisor": "01935f2a-6c00-7000-8000-000000000005",
        "supervisor_name": null,
        "via": null,
        "abilities": null,
        "customer_present": false,
        "can_take_over": true,
        "disposition": "resolved",
        "closed_at": 1795343469004,
        "active_ms": 1690233,
        "events": 212
      },
      "events": [
        {
          "v": 1,
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "seq": 1,
          "t": 1500,
          "ts": "2026-11-22T10:00:01.500Z",
          "actor": {
            "role": "supervisor",
            "participant": "01935f2a-6c00-7000-8000-000000000005"
          },
          "cause": {
            "tab": "01935f2a-6c00-7000-8000-00000000007a",
            "dseq": 1
          },
          "type": "session.created",
          "data": {
            "reference": {
              "clear": "Iván Ríos"
            },
            "topic": {
              "clear": "No Wi-Fi"
            },
            "language": "es",
            "supervisor": {
              "clear": "Dana"
            }
          }
        },
        {
          "v": 1,
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "seq": 2,
          "t": 3000,
          "ts": "2026-11-22T10:00:03.000Z",
          "actor": {
            "role": "supervisor",
            "participant": "01935f2a-6c00-7000-8000-000000000005"
          },
          "cause": {
            "tab": "01935f2a-6c00-7000-8000-00000000007a",
            "dseq": 2
          },
          "type": "session.invited",
          "data": {
            "expires_t": 900000
          }
        }
      ],
      "verification": {
        "verdict": "redacted_but_intact",
        "events": 2,
        "head": "abababababababababababababababababababababababababababababababab",
        "erased": 3
      }
    } satisfies ReviewSession,
    'ReviewSession-3': {
      "summary": {
        "session": "01935f2a-6c00-7000-8000-000000000001",
        "created_at": 1795341600000,
        "state": "over",
        "state_at": 1795341731480,
        "outcome": "completed",
        "reference": null,
        "topic": "No Wi-Fi",
        "language": "es",
        "supervisor": "01935f2a-6c00-7000-8000-000000000005",
        "supervisor_name": null,
        "via": null,
        "abilities": null,
        "customer_present": false,
        "can_take_over": true,
        "disposition": "resolved",
        "closed_at": 1795343469004,
        "active_ms": 1690233,
        "events": 212
      },
      "events": [
        {
          "v": 1,
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "seq": 1,
          "t": 1500,
          "ts": "2026-11-22T10:00:01.500Z",
          "actor": {
            "role": "supervisor",
            "participant": "01935f2a-6c00-7000-8000-000000000005"
          },
          "cause": {
            "tab": "01935f2a-6c00-7000-8000-00000000007a",
            "dseq": 1
          },
          "type": "session.created",
          "data": {
            "reference": {
              "clear": "Iván Ríos"
            },
            "topic": {
              "clear": "No Wi-Fi"
            },
            "language": "es",
            "supervisor": {
              "clear": "Dana"
            }
          }
        },
        {
          "v": 1,
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "seq": 2,
          "t": 3000,
          "ts": "2026-11-22T10:00:03.000Z",
          "actor": {
            "role": "supervisor",
            "participant": "01935f2a-6c00-7000-8000-000000000005"
          },
          "cause": {
            "tab": "01935f2a-6c00-7000-8000-00000000007a",
            "dseq": 2
          },
          "type": "session.invited",
          "data": {
            "expires_t": 900000
          }
        }
      ],
      "verification": {
        "verdict": "truncated",
        "events": 2,
        "head": "abababababababababababababababababababababababababababababababab"
      }
    } satisfies ReviewSession,
    'ReviewSession-4': {
      "summary": {
        "session": "01935f2a-6c00-7000-8000-000000000001",
        "created_at": 1795341600000,
        "state": "over",
        "state_at": 1795341731480,
        "outcome": "completed",
        "reference": null,
        "topic": "No Wi-Fi",
        "language": "es",
        "supervisor": "01935f2a-6c00-7000-8000-000000000005",
        "supervisor_name": null,
        "via": null,
        "abilities": null,
        "customer_present": false,
        "can_take_over": true,
        "disposition": "resolved",
        "closed_at": 1795343469004,
        "active_ms": 1690233,
        "events": 212
      },
      "events": [
        {
          "v": 1,
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "seq": 1,
          "t": 1500,
          "ts": "2026-11-22T10:00:01.500Z",
          "actor": {
            "role": "supervisor",
            "participant": "01935f2a-6c00-7000-8000-000000000005"
          },
          "cause": {
            "tab": "01935f2a-6c00-7000-8000-00000000007a",
            "dseq": 1
          },
          "type": "session.created",
          "data": {
            "reference": {
              "clear": "Iván Ríos"
            },
            "topic": {
              "clear": "No Wi-Fi"
            },
            "language": "es",
            "supervisor": {
              "clear": "Dana"
            }
          }
        },
        {
          "v": 1,
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "seq": 2,
          "t": 3000,
          "ts": "2026-11-22T10:00:03.000Z",
          "actor": {
            "role": "supervisor",
            "participant": "01935f2a-6c00-7000-8000-000000000005"
          },
          "cause": {
            "tab": "01935f2a-6c00-7000-8000-00000000007a",
            "dseq": 2
          },
          "type": "session.invited",
          "data": {
            "expires_t": 900000
          }
        }
      ],
      "verification": {
        "verdict": "altered",
        "seq": 1,
        "fault": "header"
      }
    } satisfies ReviewSession,
    'ReviewSession-5': {
      "summary": {
        "session": "01935f2a-6c00-7000-8000-000000000001",
        "created_at": 1795341600000,
        "state": "over",
        "state_at": 1795341731480,
        "outcome": "completed",
        "reference": null,
        "topic": "No Wi-Fi",
        "language": "es",
        "supervisor": "01935f2a-6c00-7000-8000-000000000005",
        "supervisor_name": null,
        "via": null,
        "abilities": null,
        "customer_present": false,
        "can_take_over": true,
        "disposition": "resolved",
        "closed_at": 1795343469004,
        "active_ms": 1690233,
        "events": 212
      },
      "events": [
        {
          "v": 1,
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "seq": 1,
          "t": 1500,
          "ts": "2026-11-22T10:00:01.500Z",
          "actor": {
            "role": "supervisor",
            "participant": "01935f2a-6c00-7000-8000-000000000005"
          },
          "cause": {
            "tab": "01935f2a-6c00-7000-8000-00000000007a",
            "dseq": 1
          },
          "type": "session.created",
          "data": {
            "reference": {
              "clear": "Iván Ríos"
            },
            "topic": {
              "clear": "No Wi-Fi"
            },
            "language": "es",
            "supervisor": {
              "clear": "Dana"
            }
          }
        },
        {
          "v": 1,
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "seq": 2,
          "t": 3000,
          "ts": "2026-11-22T10:00:03.000Z",
          "actor": {
            "role": "supervisor",
            "participant": "01935f2a-6c00-7000-8000-000000000005"
          },
          "cause": {
            "tab": "01935f2a-6c00-7000-8000-00000000007a",
            "dseq": 2
          },
          "type": "session.invited",
          "data": {
            "expires_t": 900000
          }
        }
      ],
      "verification": {
        "verdict": "altered",
        "seq": 1,
        "fault": "form"
      }
    } satisfies ReviewSession,
    'ReviewSession-6': {
      "summary": {
        "session": "01935f2a-6c00-7000-8000-000000000001",
        "created_at": 1795341600000,
        "state": "over",
        "state_at": 1795341731480,
        "outcome": "completed",
        "reference": null,
        "topic": "No Wi-Fi",
        "language": "es",
        "supervisor": "01935f2a-6c00-7000-8000-000000000005",
        "supervisor_name": null,
        "via": null,
        "abilities": null,
        "customer_present": false,
        "can_take_over": true,
        "disposition": "resolved",
        "closed_at": 1795343469004,
        "active_ms": 1690233,
        "events": 212
      },
      "events": [
        {
          "v": 1,
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "seq": 1,
          "t": 1500,
          "ts": "2026-11-22T10:00:01.500Z",
          "actor": {
            "role": "supervisor",
            "participant": "01935f2a-6c00-7000-8000-000000000005"
          },
          "cause": {
            "tab": "01935f2a-6c00-7000-8000-00000000007a",
            "dseq": 1
          },
          "type": "session.created",
          "data": {
            "reference": {
              "clear": "Iván Ríos"
            },
            "topic": {
              "clear": "No Wi-Fi"
            },
            "language": "es",
            "supervisor": {
              "clear": "Dana"
            }
          }
        },
        {
          "v": 1,
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "seq": 2,
          "t": 3000,
          "ts": "2026-11-22T10:00:03.000Z",
          "actor": {
            "role": "supervisor",
            "participant": "01935f2a-6c00-7000-8000-000000000005"
          },
          "cause": {
            "tab": "01935f2a-6c00-7000-8000-00000000007a",
            "dseq": 2
          },
          "type": "session.invited",
          "data": {
            "expires_t": 900000
          }
        }
      ],
      "verification": {
        "verdict": "altered",
        "seq": 1,
        "fault": "order"
      }
    } satisfies ReviewSession,
    'ReviewSession-7': {
      "summary": {
        "session": "01935f2a-6c00-7000-8000-000000000001",
        "created_at": 1795341600000,
        "state": "over",
        "state_at": 1795341731480,
        "outcome": "completed",
        "reference": null,
        "topic": "No Wi-Fi",
        "language": "es",
        "supervisor": "01935f2a-6c00-7000-8000-000000000005",
        "supervisor_name": null,
        "via": null,
        "abilities": null,
        "customer_present": false,
        "can_take_over": true,
        "disposition": "resolved",
        "closed_at": 1795343469004,
        "active_ms": 1690233,
        "events": 212
      },
      "events": [
        {
          "v": 1,
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "seq": 1,
          "t": 1500,
          "ts": "2026-11-22T10:00:01.500Z",
          "actor": {
            "role": "supervisor",
            "participant": "01935f2a-6c00-7000-8000-000000000005"
          },
          "cause": {
            "tab": "01935f2a-6c00-7000-8000-00000000007a",
            "dseq": 1
          },
          "type": "session.created",
          "data": {
            "reference": {
              "clear": "Iván Ríos"
            },
            "topic": {
              "clear": "No Wi-Fi"
            },
            "language": "es",
            "supervisor": {
              "clear": "Dana"
            }
          }
        },
        {
          "v": 1,
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "seq": 2,
          "t": 3000,
          "ts": "2026-11-22T10:00:03.000Z",
          "actor": {
            "role": "supervisor",
            "participant": "01935f2a-6c00-7000-8000-000000000005"
          },
          "cause": {
            "tab": "01935f2a-6c00-7000-8000-00000000007a",
            "dseq": 2
          },
          "type": "session.invited",
          "data": {
            "expires_t": 900000
          }
        }
      ],
      "verification": {
        "verdict": "altered",
        "seq": 1,
        "fault": "session"
      }
    } satisfies ReviewSession,
    'ReviewSession-8': {
      "summary": {
        "session": "01935f2a-6c00-7000-8000-000000000001",
        "created_at": 1795341600000,
        "state": "over",
        "state_at": 1795341731480,
        "outcome": "completed",
        "reference": null,
        "topic": "No Wi-Fi",
        "language": "es",
        "supervisor": "01935f2a-6c00-7000-8000-000000000005",
        "supervisor_name": null,
        "via": null,
        "abilities": null,
        "customer_present": false,
        "can_take_over": true,
        "disposition": "resolved",
        "closed_at": 1795343469004,
        "active_ms": 1690233,
        "events": 212
      },
      "events": [
        {
          "v": 1,
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "seq": 1,
          "t": 1500,
          "ts": "2026-11-22T10:00:01.500Z",
          "actor": {
            "role": "supervisor",
            "participant": "01935f2a-6c00-7000-8000-000000000005"
          },
          "cause": {
            "tab": "01935f2a-6c00-7000-8000-00000000007a",
            "dseq": 1
          },
          "type": "session.created",
          "data": {
            "reference": {
              "clear": "Iván Ríos"
            },
            "topic": {
              "clear": "No Wi-Fi"
            },
            "language": "es",
            "supervisor": {
              "clear": "Dana"
            }
          }
        },
        {
          "v": 1,
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "seq": 2,
          "t": 3000,
          "ts": "2026-11-22T10:00:03.000Z",
          "actor": {
            "role": "supervisor",
            "participant": "01935f2a-6c00-7000-8000-000000000005"
          },
          "cause": {
            "tab": "01935f2a-6c00-7000-8000-00000000007a",
            "dseq": 2
          },
          "type": "session.invited",
          "data": {
            "expires_t": 900000
          }
        }
      ],
      "verification": {
        "verdict": "altered",
        "seq": 1,
        "fault": "hash"
      }
    } satisfies ReviewSession,
    'ReviewSession-9': {
      "summary": {
        "session": "01935f2a-6c00-7000-8000-000000000001",
        "created_at": 1795341600000,
        "state": "over",
        "state_at": 1795341731480,
        "outcome": "completed",
        "reference": null,
        "topic": "No Wi-Fi",
        "language": "es",
        "supervisor": "01935f2a-6c00-7000-8000-000000000005",
        "supervisor_name": null,
        "via": null,
        "abilities": null,
        "customer_present": false,
        "can_take_over": true,
        "disposition": "resolved",
        "closed_at": 1795343469004,
        "active_ms": 1690233,
        "events": 212
      },
      "events": [
        {
          "v": 1,
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "seq": 1,
          "t": 1500,
          "ts": "2026-11-22T10:00:01.500Z",
          "actor": {
            "role": "supervisor",
            "participant": "01935f2a-6c00-7000-8000-000000000005"
          },
          "cause": {
            "tab": "01935f2a-6c00-7000-8000-00000000007a",
            "dseq": 1
          },
          "type": "session.created",
          "data": {
            "reference": {
              "clear": "Iván Ríos"
            },
            "topic": {
              "clear": "No Wi-Fi"
            },
            "language": "es",
            "supervisor": {
              "clear": "Dana"
            }
          }
        },
        {
          "v": 1,
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "seq": 2,
          "t": 3000,
          "ts": "2026-11-22T10:00:03.000Z",
          "actor": {
            "role": "supervisor",
            "participant": "01935f2a-6c00-7000-8000-000000000005"
          },
          "cause": {
            "tab": "01935f2a-6c00-7000-8000-00000000007a",
            "dseq": 2
          },
          "type": "session.invited",
          "data": {
            "expires_t": 900000
          }
        }
      ],
      "verification": {
        "verdict": "altered",
        "seq": 1,
        "fault": "commitment"
      }
    } satisfies ReviewSession,
    'SessionCreated': {
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "invite": {
        "link": "https://help.example/#aW52aXRhdGlvbg",
        "code": "40712295",
        "address": "help.example",
        "qr_svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "expires_in_ms": 900000
      }
    } satisfies SessionCreated,
    'SessionSummary': {
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "created_at": 1795341600000,
      "state": "asking",
      "state_at": 1795341731480,
      "outcome": null,
      "reference": "Iván Ríos",
      "topic": null,
      "language": "es",
      "supervisor": "01935f2a-6c00-7000-8000-000000000005",
      "supervisor_name": "Dana",
      "via": "code",
      "abilities": {
        "screen": false,
        "camera": true,
        "microphone": true
      },
      "customer_present": true,
      "can_take_over": false,
      "disposition": null,
      "closed_at": null,
      "active_ms": 0,
      "events": 3
    } satisfies SessionSummary,
    'SessionSummary-2': {
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "created_at": 1795341600000,
      "state": "over",
      "state_at": 1795341731480,
      "outcome": "completed",
      "reference": null,
      "topic": "No Wi-Fi",
      "language": "es",
      "supervisor": "01935f2a-6c00-7000-8000-000000000005",
      "supervisor_name": null,
      "via": null,
      "abilities": null,
      "customer_present": false,
      "can_take_over": true,
      "disposition": "resolved",
      "closed_at": 1795343469004,
      "active_ms": 1690233,
      "events": 212
    } satisfies SessionSummary,
    'SignedIn': {
      "access_token": "dG9rZW4",
      "expires_in_s": 600,
      "me": {
        "id": "01935f2a-6c00-7000-8000-000000000005",
        "name": "dana",
        "display_name": "Dana",
        "role": "supervisor",
        "language": "en"
      }
    } satisfies SignedIn,
    'StaffRole': "supervisor" satisfies StaffRole,
    'StaffRole-2': "reviewer" satisfies StaffRole,
    'StaffRole-3': "admin" satisfies StaffRole,
    'StillPosted': {
      "still": "01935f2a-6c00-7000-8000-000000000051",
      "seq": 88
    } satisfies StillPosted,
    'SupervisorName': {
      "id": "01935f2a-6c00-7000-8000-000000000005",
      "name": "Dana"
    } satisfies SupervisorName,
  },
  event: {
    'consent.curtain': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 30,
      "t": 45000,
      "ts": "2026-11-22T10:00:45.000Z",
      "actor": {
        "role": "customer",
        "participant": "01935f2a-6c00-7000-8000-00000000000c"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 30
      },
      "type": "consent.curtain",
      "data": {
        "drawn": true
      }
    } satisfies Envelope,
    'consent.granted': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 35,
      "t": 52500,
      "ts": "2026-11-22T10:00:52.500Z",
      "actor": {
        "role": "customer",
        "participant": "01935f2a-6c00-7000-8000-00000000000c"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 35
      },
      "type": "consent.granted",
      "data": {
        "scope": "view_screen"
      }
    } satisfies Envelope,
    'consent.granted-2': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 36,
      "t": 54000,
      "ts": "2026-11-22T10:00:54.000Z",
      "actor": {
        "role": "customer",
        "participant": "01935f2a-6c00-7000-8000-00000000000c"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 36
      },
      "type": "consent.granted",
      "data": {
        "scope": "view_camera"
      }
    } satisfies Envelope,
    'consent.granted-3': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 37,
      "t": 55500,
      "ts": "2026-11-22T10:00:55.500Z",
      "actor": {
        "role": "customer",
        "participant": "01935f2a-6c00-7000-8000-00000000000c"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 37
      },
      "type": "consent.granted",
      "data": {
        "scope": "hear"
      }
    } satisfies Envelope,
    'consent.granted-4': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 38,
      "t": 57000,
      "ts": "2026-11-22T10:00:57.000Z",
      "actor": {
        "role": "customer",
        "participant": "01935f2a-6c00-7000-8000-00000000000c"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 38
      },
      "type": "consent.granted",
      "data": {
        "scope": "snapshot"
      }
    } satisfies Envelope,
    'consent.revoked': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 39,
      "t": 58500,
      "ts": "2026-11-22T10:00:58.500Z",
      "actor": {
        "role": "customer",
        "participant": "01935f2a-6c00-7000-8000-00000000000c"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 39
      },
      "type": "consent.revoked",
      "data": {
        "scope": "view_screen"
      }
    } satisfies Envelope,
    'consent.revoked-2': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 40,
      "t": 60000,
      "ts": "2026-11-22T10:01:00.000Z",
      "actor": {
        "role": "customer",
        "participant": "01935f2a-6c00-7000-8000-00000000000c"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 40
      },
      "type": "consent.revoked",
      "data": {
        "scope": "view_camera"
      }
    } satisfies Envelope,
    'consent.revoked-3': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 41,
      "t": 61500,
      "ts": "2026-11-22T10:01:01.500Z",
      "actor": {
        "role": "customer",
        "participant": "01935f2a-6c00-7000-8000-00000000000c"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 41
      },
      "type": "consent.revoked",
      "data": {
        "scope": "hear"
      }
    } satisfies Envelope,
    'consent.revoked-4': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 42,
      "t": 63000,
      "ts": "2026-11-22T10:01:03.000Z",
      "actor": {
        "role": "customer",
        "participant": "01935f2a-6c00-7000-8000-00000000000c"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 42
      },
      "type": "consent.revoked",
      "data": {
        "scope": "snapshot"
      }
    } satisfies Envelope,
    'mark.cleared': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 61,
      "t": 91500,
      "ts": "2026-11-22T10:01:31.500Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 61
      },
      "type": "mark.cleared",
      "data": {}
    } satisfies Envelope,
    'mark.drawn': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 70,
      "t": 105000,
      "ts": "2026-11-22T10:01:45.000Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 70
      },
      "type": "mark.drawn",
      "data": {
        "mark": {
          "mark": "01935f2a-6c00-7000-8000-00000000003a",
          "n": 1,
          "shape": {
            "kind": "ring",
            "from": {
              "x": 1000,
              "y": 2000
            },
            "to": {
              "x": 9000,
              "y": 8000
            }
          },
          "colour": "two",
          "label": {
            "clear": "Tap here"
          },
          "anchor": {
            "epoch": 3,
            "still": "01935f2a-6c00-7000-8000-000000000051",
            "size": {
              "width": 886,
              "height": 1920,
              "rotation": 0
            }
          }
        }
      }
    } satisfies Envelope,
    'mark.drawn-2': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 71,
      "t": 106500,
      "ts": "2026-11-22T10:01:46.500Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 71
      },
      "type": "mark.drawn",
      "data": {
        "mark": {
          "mark": "01935f2a-6c00-7000-8000-00000000003a",
          "n": 2,
          "shape": {
            "kind": "arrow",
            "from": {
              "x": 0,
              "y": 65535
            },
            "to": {
              "x": 32768,
              "y": 32768
            }
          },
          "colour": "two",
          "label": null,
          "anchor": {
            "epoch": 3,
            "still": null,
            "size": {
              "width": 886,
              "height": 1920,
              "rotation": 0
            }
          }
        }
      }
    } satisfies Envelope,
    'mark.drawn-3': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 72,
      "t": 108000,
      "ts": "2026-11-22T10:01:48.000Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 72
      },
      "type": "mark.drawn",
      "data": {
        "mark": {
          "mark": "01935f2a-6c00-7000-8000-00000000003a",
          "n": 3,
          "shape": {
            "kind": "box",
            "from": {
              "x": 1,
              "y": 2
            },
            "to": {
              "x": 3,
              "y": 4
            }
          },
          "colour": "two",
          "label": {
            "clear": "Tap here"
          },
          "anchor": {
            "epoch": 3,
            "still": "01935f2a-6c00-7000-8000-000000000051",
            "size": {
              "width": 886,
              "height": 1920,
              "rotation": 0
            }
          }
        }
      }
    } satisfies Envelope,
    'mark.drawn-4': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 73,
      "t": 109500,
      "ts": "2026-11-22T10:01:49.500Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 73
      },
      "type": "mark.drawn",
      "data": {
        "mark": {
          "mark": "01935f2a-6c00-7000-8000-00000000003a",
          "n": 4,
          "shape": {
            "kind": "freehand",
            "points": [
              {
                "x": 10,
                "y": 10
              },
              {
                "x": 20,
                "y": 15
              },
              {
                "x": 30,
                "y": 40
              }
            ]
          },
          "colour": "two",
          "label": null,
          "anchor": {
            "epoch": 3,
            "still": null,
            "size": {
              "width": 886,
              "height": 1920,
              "rotation": 0
            }
          }
        }
      }
    } satisfies Envelope,
    'mark.drawn-5': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 74,
      "t": 111000,
      "ts": "2026-11-22T10:01:51.000Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 74
      },
      "type": "mark.drawn",
      "data": {
        "mark": {
          "mark": "01935f2a-6c00-7000-8000-00000000003a",
          "n": 5,
          "shape": {
            "kind": "number",
            "at": {
              "x": 500,
              "y": 600
            },
            "number": 2
          },
          "colour": "two",
          "label": {
            "clear": "Tap here"
          },
          "anchor": {
            "epoch": 3,
            "still": "01935f2a-6c00-7000-8000-000000000051",
            "size": {
              "width": 886,
              "height": 1920,
              "rotation": 0
            }
          }
        }
      }
    } satisfies Envelope,
    'mark.drawn-6': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 75,
      "t": 112500,
      "ts": "2026-11-22T10:01:52.500Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 75
      },
      "type": "mark.drawn",
      "data": {
        "mark": {
          "mark": "01935f2a-6c00-7000-8000-00000000003a",
          "n": 6,
          "shape": {
            "kind": "text",
            "at": {
              "x": 40000,
              "y": 50000
            }
          },
          "colour": "two",
          "label": null,
          "anchor": {
            "epoch": 3,
            "still": null,
            "size": {
              "width": 886,
              "height": 1920,
              "rotation": 0
            }
          }
        }
      }
    } satisfies Envelope,
    'mark.removed': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 60,
      "t": 90000,
      "ts": "2026-11-22T10:01:30.000Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 60
      },
      "type": "mark.removed",
      "data": {
        "mark": "01935f2a-6c00-7000-8000-00000000003a"
      }
    } satisfies Envelope,
    'media.frozen': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 47,
      "t": 70500,
      "ts": "2026-11-22T10:01:10.500Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 47
      },
      "type": "media.frozen",
      "data": {
        "still": "01935f2a-6c00-7000-8000-000000000051"
      }
    } satisfies Envelope,
    'media.snapshot_missed': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 50,
      "t": 75000,
      "ts": "2026-11-22T10:01:15.000Z",
      "actor": {
        "role": "service"
      },
      "type": "media.snapshot_missed",
      "data": {
        "still": "01935f2a-6c00-7000-8000-000000000051"
      }
    } satisfies Envelope,
    'media.snapshot_wanted': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 49,
      "t": 73500,
      "ts": "2026-11-22T10:01:13.500Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 49
      },
      "type": "media.snapshot_wanted",
      "data": {
        "still": "01935f2a-6c00-7000-8000-000000000051"
      }
    } satisfies Envelope,
    'media.source': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 43,
      "t": 64500,
      "ts": "2026-11-22T10:01:04.500Z",
      "actor": {
        "role": "customer",
        "participant": "01935f2a-6c00-7000-8000-00000000000c"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 43
      },
      "type": "media.source",
      "data": {
        "source": "screen",
        "size": {
          "width": 886,
          "height": 1920,
          "rotation": 0
        },
        "still": null
      }
    } satisfies Envelope,
    'media.source-2': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 44,
      "t": 66000,
      "ts": "2026-11-22T10:01:06.000Z",
      "actor": {
        "role": "customer",
        "participant": "01935f2a-6c00-7000-8000-00000000000c"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 44
      },
      "type": "media.source",
      "data": {
        "source": "camera",
        "size": {
          "width": 886,
          "height": 1920,
          "rotation": 0
        },
        "still": null
      }
    } satisfies Envelope,
    'media.source-3': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 45,
      "t": 67500,
      "ts": "2026-11-22T10:01:07.500Z",
      "actor": {
        "role": "customer",
        "participant": "01935f2a-6c00-7000-8000-00000000000c"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 45
      },
      "type": "media.source",
      "data": {
        "source": "photo",
        "size": {
          "width": 886,
          "height": 1920,
          "rotation": 0
        },
        "still": "01935f2a-6c00-7000-8000-000000000051"
      }
    } satisfies Envelope,
    'media.source-4': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 46,
      "t": 69000,
      "ts": "2026-11-22T10:01:09.000Z",
      "actor": {
        "role": "customer",
        "participant": "01935f2a-6c00-7000-8000-00000000000c"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 46
      },
      "type": "media.source",
      "data": {
        "source": "none",
        "size": null,
        "still": null
      }
    } satisfies Envelope,
    'media.state': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 51,
      "t": 76500,
      "ts": "2026-11-22T10:01:16.500Z",
      "actor": {
        "role": "service"
      },
      "type": "media.state",
      "data": {
        "media": "none"
      }
    } satisfies Envelope,
    'media.state-2': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 52,
      "t": 78000,
      "ts": "2026-11-22T10:01:18.000Z",
      "actor": {
        "role": "service"
      },
      "type": "media.state",
      "data": {
        "media": "live"
      }
    } satisfies Envelope,
    'media.state-3': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 53,
      "t": 79500,
      "ts": "2026-11-22T10:01:19.500Z",
      "actor": {
        "role": "service"
      },
      "type": "media.state",
      "data": {
        "media": "stalled"
      }
    } satisfies Envelope,
    'media.still': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 54,
      "t": 81000,
      "ts": "2026-11-22T10:01:21.000Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 54
      },
      "type": "media.still",
      "data": {
        "still": {
          "still": "01935f2a-6c00-7000-8000-000000000051",
          "reason": "freeze",
          "sha256": {
            "clear": "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e"
          },
          "size": {
            "width": 886,
            "height": 1920,
            "rotation": 0
          },
          "bytes": 183204,
          "epoch": 3
        }
      }
    } satisfies Envelope,
    'media.still-2': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 55,
      "t": 82500,
      "ts": "2026-11-22T10:01:22.500Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 55
      },
      "type": "media.still",
      "data": {
        "still": {
          "still": "01935f2a-6c00-7000-8000-000000000051",
          "reason": "mark",
          "sha256": {
            "clear": "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e"
          },
          "size": {
            "width": 886,
            "height": 1920,
            "rotation": 0
          },
          "bytes": 183204,
          "epoch": 3
        }
      }
    } satisfies Envelope,
    'media.still-3': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 56,
      "t": 84000,
      "ts": "2026-11-22T10:01:24.000Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 56
      },
      "type": "media.still",
      "data": {
        "still": {
          "still": "01935f2a-6c00-7000-8000-000000000051",
          "reason": "step",
          "sha256": {
            "clear": "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e"
          },
          "size": {
            "width": 886,
            "height": 1920,
            "rotation": 0
          },
          "bytes": 183204,
          "epoch": 3
        }
      }
    } satisfies Envelope,
    'media.still-4': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 57,
      "t": 85500,
      "ts": "2026-11-22T10:01:25.500Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 57
      },
      "type": "media.still",
      "data": {
        "still": {
          "still": "01935f2a-6c00-7000-8000-000000000051",
          "reason": "scene",
          "sha256": {
            "clear": "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e"
          },
          "size": {
            "width": 886,
            "height": 1920,
            "rotation": 0
          },
          "bytes": 183204,
          "epoch": 3
        }
      }
    } satisfies Envelope,
    'media.still-5': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 58,
      "t": 87000,
      "ts": "2026-11-22T10:01:27.000Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 58
      },
      "type": "media.still",
      "data": {
        "still": {
          "still": "01935f2a-6c00-7000-8000-000000000051",
          "reason": "snapshot",
          "sha256": {
            "clear": "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e"
          },
          "size": {
            "width": 886,
            "height": 1920,
            "rotation": 0
          },
          "bytes": 183204,
          "epoch": 3
        }
      }
    } satisfies Envelope,
    'media.still-6': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 59,
      "t": 88500,
      "ts": "2026-11-22T10:01:28.500Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 59
      },
      "type": "media.still",
      "data": {
        "still": {
          "still": "01935f2a-6c00-7000-8000-000000000051",
          "reason": "photo",
          "sha256": {
            "clear": "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e"
          },
          "size": {
            "width": 886,
            "height": 1920,
            "rotation": 0
          },
          "bytes": 183204,
          "epoch": 3
        }
      }
    } satisfies Envelope,
    'media.unfrozen': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 48,
      "t": 72000,
      "ts": "2026-11-22T10:01:12.000Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 48
      },
      "type": "media.unfrozen",
      "data": {}
    } satisfies Envelope,
    'participant.joined': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 26,
      "t": 39000,
      "ts": "2026-11-22T10:00:39.000Z",
      "actor": {
        "role": "customer",
        "participant": "01935f2a-6c00-7000-8000-00000000000c"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 26
      },
      "type": "participant.joined",
      "data": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a"
      }
    } satisfies Envelope,
    'participant.left': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 27,
      "t": 40500,
      "ts": "2026-11-22T10:00:40.500Z",
      "actor": {
        "role": "service"
      },
      "type": "participant.left",
      "data": {
        "participant": "01935f2a-6c00-7000-8000-00000000000c",
        "absence": "lost"
      }
    } satisfies Envelope,
    'participant.left-2': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 28,
      "t": 42000,
      "ts": "2026-11-22T10:00:42.000Z",
      "actor": {
        "role": "service"
      },
      "type": "participant.left",
      "data": {
        "participant": "01935f2a-6c00-7000-8000-000000000005",
        "absence": "server_restarted"
      }
    } satisfies Envelope,
    'participant.page': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 29,
      "t": 43500,
      "ts": "2026-11-22T10:00:43.500Z",
      "actor": {
        "role": "customer",
        "participant": "01935f2a-6c00-7000-8000-00000000000c"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 29
      },
      "type": "participant.page",
      "data": {
        "hidden": true
      }
    } satisfies Envelope,
    'pointer.trail': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 62,
      "t": 93000,
      "ts": "2026-11-22T10:01:33.000Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 62
      },
      "type": "pointer.trail",
      "data": {
        "kind": "pointer",
        "epoch": 3,
        "points": [
          {
            "sent_t": 61000,
            "at": {
              "x": 100,
              "y": 200
            }
          },
          {
            "sent_t": 61016,
            "at": {
              "x": 110,
              "y": 205
            }
          }
        ]
      }
    } satisfies Envelope,
    'pointer.trail-2': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 63,
      "t": 94500,
      "ts": "2026-11-22T10:01:34.500Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 63
      },
      "type": "pointer.trail",
      "data": {
        "kind": "stroke",
        "epoch": 3,
        "points": [
          {
            "sent_t": 61000,
            "at": {
              "x": 100,
              "y": 200
            }
          },
          {
            "sent_t": 61016,
            "at": {
              "x": 110,
              "y": 205
            }
          }
        ]
      }
    } satisfies Envelope,
    'quality.sampled': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 34,
      "t": 51000,
      "ts": "2026-11-22T10:00:51.000Z",
      "actor": {
        "role": "service"
      },
      "type": "quality.sampled",
      "data": {
        "participant": "01935f2a-6c00-7000-8000-00000000000c",
        "quality": {
          "rtt_ms": 48,
          "loss_permille": 3,
          "up_kbps": 1650,
          "down_kbps": 62
        }
      }
    } satisfies Envelope,
    'session.active': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 6,
      "t": 9000,
      "ts": "2026-11-22T10:00:09.000Z",
      "actor": {
        "role": "customer",
        "participant": "01935f2a-6c00-7000-8000-00000000000c"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 6
      },
      "type": "session.active",
      "data": {}
    } satisfies Envelope,
    'session.admitted': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 5,
      "t": 7500,
      "ts": "2026-11-22T10:00:07.500Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 5
      },
      "type": "session.admitted",
      "data": {}
    } satisfies Envelope,
    'session.asking': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 3,
      "t": 4500,
      "ts": "2026-11-22T10:00:04.500Z",
      "actor": {
        "role": "customer",
        "participant": "01935f2a-6c00-7000-8000-00000000000c"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 3
      },
      "type": "session.asking",
      "data": {
        "via": "link",
        "participant": "01935f2a-6c00-7000-8000-00000000000c",
        "language": "es",
        "abilities": {
          "screen": false,
          "camera": true,
          "microphone": true
        }
      }
    } satisfies Envelope,
    'session.asking-2': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 4,
      "t": 6000,
      "ts": "2026-11-22T10:00:06.000Z",
      "actor": {
        "role": "customer",
        "participant": "01935f2a-6c00-7000-8000-00000000000c"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 4
      },
      "type": "session.asking",
      "data": {
        "via": "code",
        "participant": "01935f2a-6c00-7000-8000-00000000000c",
        "language": "es",
        "abilities": {
          "screen": false,
          "camera": true,
          "microphone": true
        }
      }
    } satisfies Envelope,
    'session.closed': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 20,
      "t": 30000,
      "ts": "2026-11-22T10:00:30.000Z",
      "actor": {
        "role": "service"
      },
      "type": "session.closed",
      "data": {
        "outcome": "completed"
      }
    } satisfies Envelope,
    'session.closed-2': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 21,
      "t": 31500,
      "ts": "2026-11-22T10:00:31.500Z",
      "actor": {
        "role": "service"
      },
      "type": "session.closed",
      "data": {
        "outcome": "expired"
      }
    } satisfies Envelope,
    'session.closed-3': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 22,
      "t": 33000,
      "ts": "2026-11-22T10:00:33.000Z",
      "actor": {
        "role": "service"
      },
      "type": "session.closed",
      "data": {
        "outcome": "cancelled"
      }
    } satisfies Envelope,
    'session.closed-4': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 23,
      "t": 34500,
      "ts": "2026-11-22T10:00:34.500Z",
      "actor": {
        "role": "service"
      },
      "type": "session.closed",
      "data": {
        "outcome": "turned_away"
      }
    } satisfies Envelope,
    'session.closed-5': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 24,
      "t": 36000,
      "ts": "2026-11-22T10:00:36.000Z",
      "actor": {
        "role": "service"
      },
      "type": "session.closed",
      "data": {
        "outcome": "declined"
      }
    } satisfies Envelope,
    'session.closed-6': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 25,
      "t": 37500,
      "ts": "2026-11-22T10:00:37.500Z",
      "actor": {
        "role": "service"
      },
      "type": "session.closed",
      "data": {
        "outcome": "failed"
      }
    } satisfies Envelope,
    'session.created': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 1,
      "t": 1500,
      "ts": "2026-11-22T10:00:01.500Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 1
      },
      "type": "session.created",
      "data": {
        "reference": {
          "clear": "Iván Ríos"
        },
        "topic": {
          "clear": "No Wi-Fi"
        },
        "language": "es",
        "supervisor": {
          "clear": "Dana"
        }
      }
    } satisfies Envelope,
    'session.disposed': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 14,
      "t": 21000,
      "ts": "2026-11-22T10:00:21.000Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 14
      },
      "type": "session.disposed",
      "data": {
        "disposition": {
          "kind": "resolved"
        },
        "note": null
      }
    } satisfies Envelope,
    'session.disposed-2': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 15,
      "t": 22500,
      "ts": "2026-11-22T10:00:22.500Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 15
      },
      "type": "session.disposed",
      "data": {
        "disposition": {
          "kind": "resolved"
        },
        "note": {
          "clear": "New router"
        }
      }
    } satisfies Envelope,
    'session.disposed-3': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 16,
      "t": 24000,
      "ts": "2026-11-22T10:00:24.000Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 16
      },
      "type": "session.disposed",
      "data": {
        "disposition": {
          "kind": "unresolved",
          "step": "01935f2a-6c00-7000-8000-000000000057",
          "follow_up": "2026-11-24"
        },
        "note": {
          "clear": "New router"
        }
      }
    } satisfies Envelope,
    'session.disposed-4': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 17,
      "t": 25500,
      "ts": "2026-11-22T10:00:25.500Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 17
      },
      "type": "session.disposed",
      "data": {
        "disposition": {
          "kind": "unresolved",
          "step": null,
          "follow_up": null
        },
        "note": {
          "clear": "New router"
        }
      }
    } satisfies Envelope,
    'session.disposed-5': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 18,
      "t": 27000,
      "ts": "2026-11-22T10:00:27.000Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 18
      },
      "type": "session.disposed",
      "data": {
        "disposition": {
          "kind": "escalated"
        },
        "note": {
          "clear": "New router"
        }
      }
    } satisfies Envelope,
    'session.disposed-6': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 19,
      "t": 28500,
      "ts": "2026-11-22T10:00:28.500Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 19
      },
      "type": "session.disposed",
      "data": {
        "disposition": {
          "kind": "visit"
        },
        "note": {
          "clear": "New router"
        }
      }
    } satisfies Envelope,
    'session.held': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 7,
      "t": 10500,
      "ts": "2026-11-22T10:00:10.500Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 7
      },
      "type": "session.held",
      "data": {}
    } satisfies Envelope,
    'session.interrupted': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 9,
      "t": 13500,
      "ts": "2026-11-22T10:00:13.500Z",
      "actor": {
        "role": "service"
      },
      "type": "session.interrupted",
      "data": {
        "customer_away": true,
        "supervisor_away": false
      }
    } satisfies Envelope,
    'session.invited': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 2,
      "t": 3000,
      "ts": "2026-11-22T10:00:03.000Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 2
      },
      "type": "session.invited",
      "data": {
        "expires_t": 900000
      }
    } satisfies Envelope,
    'session.resumed': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 10,
      "t": 15000,
      "ts": "2026-11-22T10:00:15.000Z",
      "actor": {
        "role": "service"
      },
      "type": "session.resumed",
      "data": {}
    } satisfies Envelope,
    'session.taken_over': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 11,
      "t": 16500,
      "ts": "2026-11-22T10:00:16.500Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 11
      },
      "type": "session.taken_over",
      "data": {
        "supervisor": {
          "clear": "Noor"
        }
      }
    } satisfies Envelope,
    'session.unheld': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 8,
      "t": 12000,
      "ts": "2026-11-22T10:00:12.000Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 8
      },
      "type": "session.unheld",
      "data": {}
    } satisfies Envelope,
    'session.wrapping_up': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 12,
      "t": 18000,
      "ts": "2026-11-22T10:00:18.000Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 12
      },
      "type": "session.wrapping_up",
      "data": {
        "reason": "ended"
      }
    } satisfies Envelope,
    'session.wrapping_up-2': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 13,
      "t": 19500,
      "ts": "2026-11-22T10:00:19.500Z",
      "actor": {
        "role": "customer",
        "participant": "01935f2a-6c00-7000-8000-00000000000c"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 13
      },
      "type": "session.wrapping_up",
      "data": {
        "reason": "stopped"
      }
    } satisfies Envelope,
    'step.done': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 67,
      "t": 100500,
      "ts": "2026-11-22T10:01:40.500Z",
      "actor": {
        "role": "customer",
        "participant": "01935f2a-6c00-7000-8000-00000000000c"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 67
      },
      "type": "step.done",
      "data": {
        "step": "01935f2a-6c00-7000-8000-000000000057"
      }
    } satisfies Envelope,
    'step.seen': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 66,
      "t": 99000,
      "ts": "2026-11-22T10:01:39.000Z",
      "actor": {
        "role": "customer",
        "participant": "01935f2a-6c00-7000-8000-00000000000c"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 66
      },
      "type": "step.seen",
      "data": {
        "step": "01935f2a-6c00-7000-8000-000000000057"
      }
    } satisfies Envelope,
    'step.sent': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 64,
      "t": 96000,
      "ts": "2026-11-22T10:01:36.000Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 64
      },
      "type": "step.sent",
      "data": {
        "step": "01935f2a-6c00-7000-8000-000000000057",
        "n": 1,
        "text": {
          "clear": "Press and hold the power button"
        },
        "hint": {
          "clear": "About five seconds"
        },
        "still": "01935f2a-6c00-7000-8000-000000000051"
      }
    } satisfies Envelope,
    'step.sent-2': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 65,
      "t": 97500,
      "ts": "2026-11-22T10:01:37.500Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 65
      },
      "type": "step.sent",
      "data": {
        "step": "01935f2a-6c00-7000-8000-000000000057",
        "n": 2,
        "text": {
          "clear": "Open Settings"
        },
        "hint": null,
        "still": null
      }
    } satisfies Envelope,
    'step.stuck': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 68,
      "t": 102000,
      "ts": "2026-11-22T10:01:42.000Z",
      "actor": {
        "role": "customer",
        "participant": "01935f2a-6c00-7000-8000-00000000000c"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 68
      },
      "type": "step.stuck",
      "data": {
        "step": "01935f2a-6c00-7000-8000-000000000057"
      }
    } satisfies Envelope,
    'step.withdrawn': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 69,
      "t": 103500,
      "ts": "2026-11-22T10:01:43.500Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 69
      },
      "type": "step.withdrawn",
      "data": {
        "step": "01935f2a-6c00-7000-8000-000000000057"
      }
    } satisfies Envelope,
    'talk.muted': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 31,
      "t": 46500,
      "ts": "2026-11-22T10:00:46.500Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 31
      },
      "type": "talk.muted",
      "data": {
        "muted": true
      }
    } satisfies Envelope,
    'talk.said': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 32,
      "t": 48000,
      "ts": "2026-11-22T10:00:48.000Z",
      "actor": {
        "role": "customer",
        "participant": "01935f2a-6c00-7000-8000-00000000000c"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 32
      },
      "type": "talk.said",
      "data": {
        "message": "01935f2a-6c00-7000-8000-00000000003e",
        "text": {
          "clear": "¿Aquí? \"WLAN\" \\ \u0001\u2028👍"
        }
      }
    } satisfies Envelope,
    'talk.said-2': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 33,
      "t": 49500,
      "ts": "2026-11-22T10:00:49.500Z",
      "actor": {
        "role": "supervisor",
        "participant": "01935f2a-6c00-7000-8000-000000000005"
      },
      "cause": {
        "tab": "01935f2a-6c00-7000-8000-00000000007a",
        "dseq": 33
      },
      "type": "talk.said",
      "data": {
        "message": "01935f2a-6c00-7000-8000-00000000003e",
        "text": {
          "commitment": "0000000000000000000000000000000000000000000000000000000000000000"
        }
      }
    } satisfies Envelope,
  },
  event_unknown: {
    'later.event': {
      "v": 1,
      "session": "01935f2a-6c00-7000-8000-000000000001",
      "seq": 76,
      "t": 114000,
      "ts": "2026-11-22T10:01:54.000Z",
      "actor": {
        "role": "service"
      },
      "type": "later.event",
      "data": {
        "list": [
          1,
          -2,
          null
        ],
        "words": {
          "clear": "kept"
        }
      }
    } satisfies unknown,
  },
  from_customer: {
    'do.begin': {
      "type": "do",
      "dseq": 1,
      "command": {
        "do": "begin",
        "scopes": [
          "view_screen",
          "hear",
          "snapshot"
        ]
      }
    } satisfies FromCustomer,
    'do.begin-2': {
      "type": "do",
      "dseq": 2,
      "command": {
        "do": "begin",
        "scopes": []
      }
    } satisfies FromCustomer,
    'do.curtain': {
      "type": "do",
      "dseq": 6,
      "command": {
        "do": "curtain",
        "drawn": true
      }
    } satisfies FromCustomer,
    'do.decline': {
      "type": "do",
      "dseq": 3,
      "command": {
        "do": "decline"
      }
    } satisfies FromCustomer,
    'do.grant': {
      "type": "do",
      "dseq": 4,
      "command": {
        "do": "grant",
        "scope": "view_camera"
      }
    } satisfies FromCustomer,
    'do.mute': {
      "type": "do",
      "dseq": 7,
      "command": {
        "do": "mute",
        "muted": true
      }
    } satisfies FromCustomer,
    'do.page': {
      "type": "do",
      "dseq": 16,
      "command": {
        "do": "page",
        "hidden": true
      }
    } satisfies FromCustomer,
    'do.revoke': {
      "type": "do",
      "dseq": 5,
      "command": {
        "do": "revoke",
        "scope": "hear"
      }
    } satisfies FromCustomer,
    'do.say': {
      "type": "do",
      "dseq": 15,
      "command": {
        "do": "say",
        "text": "¿Aquí? \"WLAN\" \\ 2,4 GHz\n👍"
      }
    } satisfies FromCustomer,
    'do.source': {
      "type": "do",
      "dseq": 8,
      "command": {
        "do": "source",
        "source": "screen",
        "size": {
          "width": 886,
          "height": 1920,
          "rotation": 0
        },
        "still": null
      }
    } satisfies FromCustomer,
    'do.source-2': {
      "type": "do",
      "dseq": 9,
      "command": {
        "do": "source",
        "source": "camera",
        "size": {
          "width": 886,
          "height": 1920,
          "rotation": 90
        },
        "still": null
      }
    } satisfies FromCustomer,
    'do.source-3': {
      "type": "do",
      "dseq": 10,
      "command": {
        "do": "source",
        "source": "photo",
        "size": {
          "width": 886,
          "height": 1920,
          "rotation": 0
        },
        "still": "01935f2a-6c00-7000-8000-000000000051"
      }
    } satisfies FromCustomer,
    'do.source-4': {
      "type": "do",
      "dseq": 11,
      "command": {
        "do": "source",
        "source": "none",
        "size": null,
        "still": null
      }
    } satisfies FromCustomer,
    'do.step_done': {
      "type": "do",
      "dseq": 13,
      "command": {
        "do": "step_done",
        "step": "01935f2a-6c00-7000-8000-000000000057"
      }
    } satisfies FromCustomer,
    'do.step_seen': {
      "type": "do",
      "dseq": 12,
      "command": {
        "do": "step_seen",
        "step": "01935f2a-6c00-7000-8000-000000000057"
      }
    } satisfies FromCustomer,
    'do.step_stuck': {
      "type": "do",
      "dseq": 14,
      "command": {
        "do": "step_stuck",
        "step": "01935f2a-6c00-7000-8000-000000000057"
      }
    } satisfies FromCustomer,
    'do.stop': {
      "type": "do",
      "dseq": 17,
      "command": {
        "do": "stop"
      }
    } satisfies FromCustomer,
    'offer': {
      "type": "offer",
      "id": 2,
      "sdp": "v=0\r\no=- 4611732 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
    } satisfies FromCustomer,
    'pong': {
      "type": "pong",
      "n": 12
    } satisfies FromCustomer,
    'quality': {
      "type": "quality",
      "quality": {
        "rtt_ms": 48,
        "loss_permille": 3,
        "up_kbps": 1650,
        "down_kbps": 62
      }
    } satisfies FromCustomer,
  },
  from_desk: {
    'hello': {
      "type": "hello",
      "token": "c3RhZmY"
    } satisfies FromDesk,
    'pong': {
      "type": "pong",
      "n": 3
    } satisfies FromDesk,
  },
  from_supervisor: {
    'do.admit': {
      "type": "do",
      "dseq": 1,
      "command": {
        "do": "admit"
      }
    } satisfies FromSupervisor,
    'do.cancel': {
      "type": "do",
      "dseq": 3,
      "command": {
        "do": "cancel"
      }
    } satisfies FromSupervisor,
    'do.clear': {
      "type": "do",
      "dseq": 7,
      "command": {
        "do": "clear"
      }
    } satisfies FromSupervisor,
    'do.dispose': {
      "type": "do",
      "dseq": 25,
      "command": {
        "do": "dispose",
        "disposition": {
          "kind": "resolved"
        },
        "note": "New router"
      }
    } satisfies FromSupervisor,
    'do.dispose-2': {
      "type": "do",
      "dseq": 26,
      "command": {
        "do": "dispose",
        "disposition": {
          "kind": "unresolved",
          "step": "01935f2a-6c00-7000-8000-000000000057",
          "follow_up": "2026-11-24"
        },
        "note": "New router"
      }
    } satisfies FromSupervisor,
    'do.dispose-3': {
      "type": "do",
      "dseq": 27,
      "command": {
        "do": "dispose",
        "disposition": {
          "kind": "unresolved",
          "step": null,
          "follow_up": null
        },
        "note": "New router"
      }
    } satisfies FromSupervisor,
    'do.dispose-4': {
      "type": "do",
      "dseq": 28,
      "command": {
        "do": "dispose",
        "disposition": {
          "kind": "escalated"
        },
        "note": "New router"
      }
    } satisfies FromSupervisor,
    'do.dispose-5': {
      "type": "do",
      "dseq": 29,
      "command": {
        "do": "dispose",
        "disposition": {
          "kind": "visit"
        },
        "note": "New router"
      }
    } satisfies FromSupervisor,
    'do.dispose-6': {
      "type": "do",
      "dseq": 30,
      "command": {
        "do": "dispose",
        "disposition": {
          "kind": "resolved"
        },
        "note": null
      }
    } satisfies FromSupervisor,
    'do.end': {
      "type": "do",
      "dseq": 17,
      "command": {
        "do": "end"
      }
    } satisfies FromSupervisor,
    'do.freeze': {
      "type": "do",
      "dseq": 8,
      "command": {
        "do": "freeze",
        "still": "01935f2a-6c00-7000-8000-000000000051"
      }
    } satisfies FromSupervisor,
    'do.hold': {
      "type": "do",
      "dseq": 4,
      "command": {
        "do": "hold"
      }
    } satisfies FromSupervisor,
    'do.mark': {
      "type": "do",
      "dseq": 18,
      "command": {
        "do": "mark",
        "shape": {
          "kind": "ring",
          "from": {
            "x": 1000,
            "y": 2000
          },
          "to": {
            "x": 9000,
            "y": 8000
          }
        },
        "colour": "one",
        "label": "Tap here",
        "anchor": {
          "epoch": 3,
          "still": "01935f2a-6c00-7000-8000-000000000051",
          "size": {
            "width": 886,
            "height": 1920,
            "rotation": 0
          }
        }
      }
    } satisfies FromSupervisor,
    'do.mark-2': {
      "type": "do",
      "dseq": 19,
      "command": {
        "do": "mark",
        "shape": {
          "kind": "arrow",
          "from": {
            "x": 0,
            "y": 65535
          },
          "to": {
            "x": 32768,
            "y": 32768
          }
        },
        "colour": "two",
        "label": "Tap here",
        "anchor": {
          "epoch": 3,
          "still": "01935f2a-6c00-7000-8000-000000000051",
          "size": {
            "width": 886,
            "height": 1920,
            "rotation": 0
          }
        }
      }
    } satisfies FromSupervisor,
    'do.mark-3': {
      "type": "do",
      "dseq": 20,
      "command": {
        "do": "mark",
        "shape": {
          "kind": "box",
          "from": {
            "x": 1,
            "y": 2
          },
          "to": {
            "x": 3,
            "y": 4
          }
        },
        "colour": "three",
        "label": "Tap here",
        "anchor": {
          "epoch": 3,
          "still": "01935f2a-6c00-7000-8000-000000000051",
          "size": {
            "width": 886,
            "height": 1920,
            "rotation": 0
          }
        }
      }
    } satisfies FromSupervisor,
    'do.mark-4': {
      "type": "do",
      "dseq": 21,
      "command": {
        "do": "mark",
        "shape": {
          "kind": "freehand",
          "points": [
            {
              "x": 10,
              "y": 10
            },
            {
              "x": 20,
              "y": 15
            },
            {
              "x": 30,
              "y": 40
            }
          ]
        },
        "colour": "one",
        "label": "Tap here",
        "anchor": {
          "epoch": 3,
          "still": "01935f2a-6c00-7000-8000-000000000051",
          "size": {
            "width": 886,
            "height": 1920,
            "rotation": 0
          }
        }
      }
    } satisfies FromSupervisor,
    'do.mark-5': {
      "type": "do",
      "dseq": 22,
      "command": {
        "do": "mark",
        "shape": {
          "kind": "number",
          "at": {
            "x": 500,
            "y": 600
          },
          "number": 2
        },
        "colour": "two",
        "label": "Tap here",
        "anchor": {
          "epoch": 3,
          "still": "01935f2a-6c00-7000-8000-000000000051",
          "size": {
            "width": 886,
            "height": 1920,
            "rotation": 0
          }
        }
      }
    } satisfies FromSupervisor,
    'do.mark-6': {
      "type": "do",
      "dseq": 23,
      "command": {
        "do": "mark",
        "shape": {
          "kind": "text",
          "at": {
            "x": 40000,
            "y": 50000
          }
        },
        "colour": "three",
        "label": "Tap here",
        "anchor": {
          "epoch": 3,
          "still": "01935f2a-6c00-7000-8000-000000000051",
          "size": {
            "width": 886,
            "height": 1920,
            "rotation": 0
          }
        }
      }
    } satisfies FromSupervisor,
    'do.mark-7': {
      "type": "do",
      "dseq": 24,
      "command": {
        "do": "mark",
        "shape": {
          "kind": "ring",
          "from": {
            "x": 1000,
            "y": 2000
          },
          "to": {
            "x": 9000,
            "y": 8000
          }
        },
        "colour": "one",
        "label": null,
        "anchor": {
          "epoch": 3,
          "still": null,
          "size": {
            "width": 886,
            "height": 1920,
            "rotation": 0
          }
        }
      }
    } satisfies FromSupervisor,
    'do.mute': {
      "type": "do",
      "dseq": 16,
      "command": {
        "do": "mute",
        "muted": false
      }
    } satisfies FromSupervisor,
    'do.say': {
      "type": "do",
      "dseq": 15,
      "command": {
        "do": "say",
        "text": "Yes, the second one"
      }
    } satisfies FromSupervisor,
    'do.send_step': {
      "type": "do",
      "dseq": 11,
      "command": {
        "do": "send_step",
        "text": "Press and hold the power button",
        "hint": "About five seconds",
        "still": "01935f2a-6c00-7000-8000-000000000051"
      }
    } satisfies FromSupervisor,
    'do.send_step-2': {
      "type": "do",
      "dseq": 12,
      "command": {
        "do": "send_step",
        "text": "Open Settings",
        "hint": null,
        "still": null
      }
    } satisfies FromSupervisor,
    'do.step_done': {
      "type": "do",
      "dseq": 13,
      "command": {
        "do": "step_done",
        "step": "01935f2a-6c00-7000-8000-000000000057"
      }
    } satisfies FromSupervisor,
    'do.turn_away': {
      "type": "do",
      "dseq": 2,
      "command": {
        "do": "turn_away"
      }
    } satisfies FromSupervisor,
    'do.unfreeze': {
      "type": "do",
      "dseq": 9,
      "command": {
        "do": "unfreeze"
      }
    } satisfies FromSupervisor,
    'do.unhold': {
      "type": "do",
      "dseq": 5,
      "command": {
        "do": "unhold"
      }
    } satisfies FromSupervisor,
    'do.unmark': {
      "type": "do",
      "dseq": 6,
      "command": {
        "do": "unmark",
        "mark": "01935f2a-6c00-7000-8000-00000000003a"
      }
    } satisfies FromSupervisor,
    'do.want_snapshot': {
      "type": "do",
      "dseq": 10,
      "command": {
        "do": "want_snapshot"
      }
    } satisfies FromSupervisor,
    'do.withdraw_step': {
      "type": "do",
      "dseq": 14,
      "command": {
        "do": "withdraw_step",
        "step": "01935f2a-6c00-7000-8000-000000000057"
      }
    } satisfies FromSupervisor,
    'offer': {
      "type": "offer",
      "id": 1,
      "sdp": "v=0\r\no=- 4611732 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
    } satisfies FromSupervisor,
    'pong': {
      "type": "pong",
      "n": 13
    } satisfies FromSupervisor,
    'quality': {
      "type": "quality",
      "quality": {
        "rtt_ms": 48,
        "loss_permille": 3,
        "up_kbps": 1650,
        "down_kbps": 62
      }
    } satisfies FromSupervisor,
  },
  hello: {
    'hello': {
      "type": "hello",
      "v": 1,
      "token": "c29tZXRoaW5nIHNlY3JldA",
      "tab": "01935f2a-6c00-7000-8000-00000000007a",
      "have": null
    } satisfies Hello,
    'hello-2': {
      "type": "hello",
      "v": 1,
      "token": "c29tZXRoaW5nIHNlY3JldA",
      "tab": "01935f2a-6c00-7000-8000-00000000007a",
      "have": 41
    } satisfies Hello,
  },
  server: {
    'answer': {
      "type": "answer",
      "id": 2,
      "sdp": "v=0\r\n"
    } satisfies ServerMessage,
    'done': {
      "type": "done",
      "dseq": 8,
      "seq": 52
    } satisfies ServerMessage,
    'events': {
      "type": "events",
      "events": [
        {
          "v": 1,
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "seq": 6,
          "t": 9000,
          "ts": "2026-11-22T10:00:09.000Z",
          "actor": {
            "role": "customer",
            "participant": "01935f2a-6c00-7000-8000-00000000000c"
          },
          "cause": {
            "tab": "01935f2a-6c00-7000-8000-00000000007a",
            "dseq": 6
          },
          "type": "session.active",
          "data": {}
        },
        {
          "v": 1,
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "seq": 7,
          "t": 10500,
          "ts": "2026-11-22T10:00:10.500Z",
          "actor": {
            "role": "supervisor",
            "participant": "01935f2a-6c00-7000-8000-000000000005"
          },
          "cause": {
            "tab": "01935f2a-6c00-7000-8000-00000000007a",
            "dseq": 7
          },
          "type": "session.held",
          "data": {}
        },
        {
          "v": 1,
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "seq": 8,
          "t": 12000,
          "ts": "2026-11-22T10:00:12.000Z",
          "actor": {
            "role": "supervisor",
            "participant": "01935f2a-6c00-7000-8000-000000000005"
          },
          "cause": {
            "tab": "01935f2a-6c00-7000-8000-00000000007a",
            "dseq": 8
          },
          "type": "session.unheld",
          "data": {}
        }
      ]
    } satisfies ServerMessage,
    'offer_refused': {
      "type": "offer_refused",
      "id": 3,
      "code": "bad_offer",
      "sentence": "The server could not use the browser's media offer. Reload the page."
    } satisfies ServerMessage,
    'over': {
      "type": "over"
    } satisfies ServerMessage,
    'ping': {
      "type": "ping",
      "n": 12,
      "now_t": 185000
    } satisfies ServerMessage,
    'problem': {
      "type": "problem",
      "code": "malformed",
      "sentence": "This message is not of the form that the protocol describes. Reload the page to get the current version.",
      "closing": false
    } satisfies ServerMessage,
    'quality': {
      "type": "quality",
      "participant": "01935f2a-6c00-7000-8000-00000000000c",
      "quality": {
        "rtt_ms": 48,
        "loss_permille": 3,
        "up_kbps": 1650,
        "down_kbps": 62
      }
    } satisfies ServerMessage,
    'refused': {
      "type": "refused",
      "dseq": 9,
      "code": "curtain_drawn",
      "sentence": "The customer has drawn the curtain. Wait until they open it."
    } satisfies ServerMessage,
    'replaced': {
      "type": "replaced"
    } satisfies ServerMessage,
    'restarting': {
      "type": "restarting",
      "reconnect_in_ms": 850,
      "try_for_ms": 60000
    } satisfies ServerMessage,
    'snapshot_wanted': {
      "type": "snapshot_wanted",
      "still": "01935f2a-6c00-7000-8000-000000000051",
      "within_ms": 2000
    } satisfies ServerMessage,
    'taken_over': {
      "type": "taken_over"
    } satisfies ServerMessage,
    'welcome': {
      "type": "welcome",
      "v": 1,
      "participant": "01935f2a-6c00-7000-8000-000000000005",
      "role": "supervisor",
      "now_t": 184201,
      "dseq": 7,
      "resume": null,
      "codecs": [
        "video/VP8",
        "video/H264",
        "video/VP9",
        "video/AV1"
      ],
      "view": {
        "session": "01935f2a-6c00-7000-8000-000000000001",
        "seq": 79,
        "last_t": 118500,
        "state": {
          "name": "over",
          "outcome": "failed"
        },
        "state_t": 37500,
        "active_t": 9000,
        "reference": {
          "clear": "Iván Ríos"
        },
        "topic": {
          "clear": "No Wi-Fi"
        },
        "language": "es",
        "supervisor_name": {
          "clear": "Noor"
        },
        "supervisor": {
          "participant": "01935f2a-6c00-7000-8000-000000000005",
          "tab": null,
          "since_t": 42000,
          "muted": true
        },
        "customer": {
          "participant": "01935f2a-6c00-7000-8000-00000000000c",
          "tab": null,
          "since_t": 40500,
          "muted": false,
          "quality": {
            "rtt_ms": 48,
            "loss_permille": 3,
            "up_kbps": 1650,
            "down_kbps": 62
          },
          "via": "code",
          "language": "es",
          "abilities": {
            "screen": false,
            "camera": true,
            "microphone": true
          },
          "hidden": true,
          "asked_t": 6000
        },
        "consent": {
          "view_screen": false,
          "view_camera": false,
          "hear": false,
          "snapshot": false
        },
        "curtain": {
          "drawn": true,
          "since_t": 45000
        },
        "picture": {
          "source": "none",
          "size": null,
          "photo": null,
          "frozen": "01935f2a-6c00-7000-8000-000000000051",
          "epoch": 7
        },
        "media": "stalled",
        "marks": [
          {
            "mark": "01935f2a-6c00-7000-8000-00000000003a",
            "n": 1,
            "shape": {
              "kind": "ring",
              "from": {
                "x": 1000,
                "y": 2000
              },
              "to": {
                "x": 9000,
                "y": 8000
              }
            },
            "colour": "two",
            "label": {
              "clear": "Tap here"
            },
            "anchor": {
              "epoch": 3,
              "still": "01935f2a-6c00-7000-8000-000000000051",
              "size": {
                "width": 886,
                "height": 1920,
                "rotation": 0
              }
            },
            "drawn_t": 105000,
            "faded": false
          },
          {
            "mark": "01935f2a-6c00-7000-8000-00000000003a",
            "n": 2,
            "shape": {
              "kind": "arrow",
              "from": {
                "x": 0,
                "y": 65535
              },
              "to": {
                "x": 32768,
                "y": 32768
              }
            },
            "colour": "two",
            "label": null,
            "anchor": {
              "epoch": 3,
              "still": null,
              "size": {
                "width": 886,
                "height": 1920,
                "rotation": 0
              }
            },
            "drawn_t": 106500,
            "faded": true
          },
          {
            "mark": "01935f2a-6c00-7000-8000-00000000003a",
            "n": 3,
            "shape": {
              "kind": "box",
              "from": {
                "x": 1,
                "y": 2
              },
              "to": {
                "x": 3,
                "y": 4
              }
            },
            "colour": "two",
            "label": {
              "clear": "Tap here"
            },
            "anchor": {
              "epoch": 3,
              "still": "01935f2a-6c00-7000-8000-000000000051",
              "size": {
                "width": 886,
                "height": 1920,
                "rotation": 0
              }
            },
            "drawn_t": 108000,
            "faded": false
          },
          {
            "mark": "01935f2a-6c00-7000-8000-00000000003a",
            "n": 4,
            "shape": {
              "kind": "freehand",
              "points": [
                {
                  "x": 10,
                  "y": 10
                },
                {
                  "x": 20,
                  "y": 15
                },
                {
                  "x": 30,
                  "y": 40
                }
              ]
            },
            "colour": "two",
            "label": null,
            "anchor": {
              "epoch": 3,
              "still": null,
              "size": {
                "width": 886,
                "height": 1920,
                "rotation": 0
              }
            },
            "drawn_t": 109500,
            "faded": true
          },
          {
            "mark": "01935f2a-6c00-7000-8000-00000000003a",
            "n": 5,
            "shape": {
              "kind": "number",
              "at": {
                "x": 500,
                "y": 600
              },
              "number": 2
            },
            "colour": "two",
            "label": {
              "clear": "Tap here"
            },
            "anchor": {
              "epoch": 3,
              "still": "01935f2a-6c00-7000-8000-000000000051",
              "size": {
                "width": 886,
                "height": 1920,
                "rotation": 0
              }
            },
            "drawn_t": 111000,
            "faded": false
          },
          {
            "mark": "01935f2a-6c00-7000-8000-00000000003a",
            "n": 6,
            "shape": {
              "kind": "text",
              "at": {
                "x": 40000,
                "y": 50000
              }
            },
            "colour": "two",
            "label": null,
            "anchor": {
              "epoch": 3,
              "still": null,
              "size": {
                "width": 886,
                "height": 1920,
                "rotation": 0
              }
            },
            "drawn_t": 112500,
            "faded": true
          }
        ],
        "next_mark": 7,
        "steps": [
          {
            "step": "01935f2a-6c00-7000-8000-000000000057",
            "n": 1,
            "text": {
              "clear": "Press and hold the power button"
            },
            "hint": {
              "clear": "About five seconds"
            },
            "still": "01935f2a-6c00-7000-8000-000000000051",
            "state": "withdrawn",
            "sent_t": 96000,
            "state_t": 103500
          },
          {
            "step": "01935f2a-6c00-7000-8000-000000000057",
            "n": 2,
            "text": {
              "clear": "Open Settings"
            },
            "hint": null,
            "still": null,
            "state": "withdrawn",
            "sent_t": 97500,
            "state_t": 103500
          }
        ],
        "chat": [
          {
            "message": "01935f2a-6c00-7000-8000-00000000003e",
            "from": {
              "role": "customer",
              "participant": "01935f2a-6c00-7000-8000-00000000000c"
            },
            "said_t": 48000,
            "text": {
              "clear": "¿Aquí? \"WLAN\" \\ \u0001\u2028👍"
            }
          },
          {
            "message": "01935f2a-6c00-7000-8000-00000000003e",
            "from": {
              "role": "supervisor",
              "participant": "01935f2a-6c00-7000-8000-000000000005"
            },
            "said_t": 49500,
            "text": {
              "commitment": "0000000000000000000000000000000000000000000000000000000000000000"
            }
          }
        ],
        "stills": [
          {
            "still": "01935f2a-6c00-7000-8000-000000000051",
            "reason": "freeze",
            "sha256": {
              "clear": "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e"
            },
            "size": {
              "width": 886,
              "height": 1920,
              "rotation": 0
            },
            "bytes": 183204,
            "epoch": 3,
            "stored_t": 81000
          },
          {
            "still": "01935f2a-6c00-7000-8000-000000000051",
            "reason": "mark",
            "sha256": {
              "clear": "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e"
            },
            "size": {
              "width": 886,
              "height": 1920,
              "rotation": 0
            },
            "bytes": 183204,
            "epoch": 3,
            "stored_t": 82500
          },
          {
            "still": "01935f2a-6c00-7000-8000-000000000051",
            "reason": "step",
            "sha256": {
              "clear": "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e"
            },
            "size": {
              "width": 886,
              "height": 1920,
              "rotation": 0
            },
            "bytes": 183204,
            "epoch": 3,
            "stored_t": 84000
          },
          {
            "still": "01935f2a-6c00-7000-8000-000000000051",
            "reason": "scene",
            "sha256": {
              "clear": "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e"
            },
            "size": {
              "width": 886,
              "height": 1920,
              "rotation": 0
            },
            "bytes": 183204,
            "epoch": 3,
            "stored_t": 85500
          },
          {
            "still": "01935f2a-6c00-7000-8000-000000000051",
            "reason": "snapshot",
            "sha256": {
              "clear": "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e"
            },
            "size": {
              "width": 886,
              "height": 1920,
              "rotation": 0
            },
            "bytes": 183204,
            "epoch": 3,
            "stored_t": 87000
          },
          {
            "still": "01935f2a-6c00-7000-8000-000000000051",
            "reason": "photo",
            "sha256": {
              "clear": "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e"
            },
            "size": {
              "width": 886,
              "height": 1920,
              "rotation": 0
            },
            "bytes": 183204,
            "epoch": 3,
            "stored_t": 88500
          },
          {
            "still": "01935f2a-6c00-7000-8000-000000000051",
            "reason": "freeze",
            "sha256": {
              "clear": "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e"
            },
            "size": {
              "width": 886,
              "height": 1920,
              "rotation": 0
            },
            "bytes": 183204,
            "epoch": 3,
            "stored_t": 118500
          }
        ],
        "snapshot_wanted": null,
        "judgement": {
          "disposition": {
            "kind": "visit"
          },
          "note": {
            "clear": "New router"
          }
        }
      }
    } satisfies ServerMessage,
    'welcome-2': {
      "type": "welcome",
      "v": 1,
      "participant": "01935f2a-6c00-7000-8000-00000000000c",
      "role": "customer",
      "now_t": 184201,
      "dseq": 7,
      "resume": "bmV4dCB0aW1l",
      "codecs": [
        "video/VP8",
        "video/H264",
        "video/VP9",
        "video/AV1"
      ],
      "view": {
        "session": "01935f2a-6c00-7000-8000-000000000001",
        "seq": 79,
        "last_t": 118500,
        "state": {
          "name": "over",
          "outcome": "failed"
        },
        "state_t": 37500,
        "active_t": 9000,
        "supervisor_name": {
          "clear": "Noor"
        },
        "supervisor": {
          "participant": "01935f2a-6c00-7000-8000-000000000005",
          "tab": null,
          "since_t": 42000,
          "muted": true
        },
        "customer": {
          "participant": "01935f2a-6c00-7000-8000-00000000000c",
          "tab": null,
          "since_t": 40500,
          "muted": false,
          "via": "code",
          "language": "es",
          "abilities": {
            "screen": false,
            "camera": true,
            "microphone": true
          },
          "hidden": true,
          "asked_t": 6000
        },
        "consent": {
          "view_screen": false,
          "view_camera": false,
          "hear": false,
          "snapshot": false
        },
        "curtain": {
          "drawn": true,
          "since_t": 45000
        },
        "picture": {
          "source": "none",
          "size": null,
          "photo": null,
          "frozen": "01935f2a-6c00-7000-8000-000000000051",
          "epoch": 7
        },
        "media": "stalled",
        "marks": [
          {
            "mark": "01935f2a-6c00-7000-8000-00000000003a",
            "n": 1,
            "shape": {
              "kind": "ring",
              "from": {
                "x": 1000,
                "y": 2000
              },
              "to": {
                "x": 9000,
                "y": 8000
              }
            },
            "colour": "two",
            "label": {
              "clear": "Tap here"
            },
            "anchor": {
              "epoch": 3,
              "still": "01935f2a-6c00-7000-8000-000000000051",
              "size": {
                "width": 886,
                "height": 1920,
                "rotation": 0
              }
            },
            "drawn_t": 105000,
            "faded": false
          },
          {
            "mark": "01935f2a-6c00-7000-8000-00000000003a",
            "n": 2,
            "shape": {
              "kind": "arrow",
              "from": {
                "x": 0,
                "y": 65535
              },
              "to": {
                "x": 32768,
                "y": 32768
              }
            },
            "colour": "two",
            "label": null,
            "anchor": {
              "epoch": 3,
              "still": null,
              "size": {
                "width": 886,
                "height": 1920,
                "rotation": 0
              }
            },
            "drawn_t": 106500,
            "faded": true
          },
          {
            "mark": "01935f2a-6c00-7000-8000-00000000003a",
            "n": 3,
            "shape": {
              "kind": "box",
              "from": {
                "x": 1,
                "y": 2
              },
              "to": {
                "x": 3,
                "y": 4
              }
            },
            "colour": "two",
            "label": {
              "clear": "Tap here"
            },
            "anchor": {
              "epoch": 3,
              "still": "01935f2a-6c00-7000-8000-000000000051",
              "size": {
                "width": 886,
                "height": 1920,
                "rotation": 0
              }
            },
            "drawn_t": 108000,
            "faded": false
          },
          {
            "mark": "01935f2a-6c00-7000-8000-00000000003a",
            "n": 4,
            "shape": {
              "kind": "freehand",
              "points": [
                {
                  "x": 10,
                  "y": 10
                },
                {
                  "x": 20,
                  "y": 15
                },
                {
                  "x": 30,
                  "y": 40
                }
              ]
            },
            "colour": "two",
            "label": null,
            "anchor": {
              "epoch": 3,
              "still": null,
              "size": {
                "width": 886,
                "height": 1920,
                "rotation": 0
              }
            },
            "drawn_t": 109500,
            "faded": true
          },
          {
            "mark": "01935f2a-6c00-7000-8000-00000000003a",
            "n": 5,
            "shape": {
              "kind": "number",
              "at": {
                "x": 500,
                "y": 600
              },
              "number": 2
            },
            "colour": "two",
            "label": {
              "clear": "Tap here"
            },
            "anchor": {
              "epoch": 3,
              "still": "01935f2a-6c00-7000-8000-000000000051",
              "size": {
                "width": 886,
                "height": 1920,
                "rotation": 0
              }
            },
            "drawn_t": 111000,
            "faded": false
          },
          {
            "mark": "01935f2a-6c00-7000-8000-00000000003a",
            "n": 6,
            "shape": {
              "kind": "text",
              "at": {
                "x": 40000,
                "y": 50000
              }
            },
            "colour": "two",
            "label": null,
            "anchor": {
              "epoch": 3,
              "still": null,
              "size": {
                "width": 886,
                "height": 1920,
                "rotation": 0
              }
            },
            "drawn_t": 112500,
            "faded": true
          }
        ],
        "next_mark": 7,
        "steps": [
          {
            "step": "01935f2a-6c00-7000-8000-000000000057",
            "n": 1,
            "text": {
              "clear": "Press and hold the power button"
            },
            "hint": {
              "clear": "About five seconds"
            },
            "still": "01935f2a-6c00-7000-8000-000000000051",
            "state": "withdrawn",
            "sent_t": 96000,
            "state_t": 103500
          },
          {
            "step": "01935f2a-6c00-7000-8000-000000000057",
            "n": 2,
            "text": {
              "clear": "Open Settings"
            },
            "hint": null,
            "still": null,
            "state": "withdrawn",
            "sent_t": 97500,
            "state_t": 103500
          }
        ],
        "chat": [
          {
            "message": "01935f2a-6c00-7000-8000-00000000003e",
            "from": {
              "role": "customer",
              "participant": "01935f2a-6c00-7000-8000-00000000000c"
            },
            "said_t": 48000,
            "text": {
              "clear": "¿Aquí? \"WLAN\" \\ \u0001\u2028👍"
            }
          },
          {
            "message": "01935f2a-6c00-7000-8000-00000000003e",
            "from": {
              "role": "supervisor",
              "participant": "01935f2a-6c00-7000-8000-000000000005"
            },
            "said_t": 49500,
            "text": {
              "commitment": "0000000000000000000000000000000000000000000000000000000000000000"
            }
          }
        ],
        "stills": [
          {
            "still": "01935f2a-6c00-7000-8000-000000000051",
            "reason": "freeze",
            "sha256": {
              "clear": "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e"
            },
            "size": {
              "width": 886,
              "height": 1920,
              "rotation": 0
            },
            "bytes": 183204,
            "epoch": 3,
            "stored_t": 81000
          },
          {
            "still": "01935f2a-6c00-7000-8000-000000000051",
            "reason": "mark",
            "sha256": {
              "clear": "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e"
            },
            "size": {
              "width": 886,
              "height": 1920,
              "rotation": 0
            },
            "bytes": 183204,
            "epoch": 3,
            "stored_t": 82500
          },
          {
            "still": "01935f2a-6c00-7000-8000-000000000051",
            "reason": "step",
            "sha256": {
              "clear": "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e"
            },
            "size": {
              "width": 886,
              "height": 1920,
              "rotation": 0
            },
            "bytes": 183204,
            "epoch": 3,
            "stored_t": 84000
          },
          {
            "still": "01935f2a-6c00-7000-8000-000000000051",
            "reason": "scene",
            "sha256": {
              "clear": "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e"
            },
            "size": {
              "width": 886,
              "height": 1920,
              "rotation": 0
            },
            "bytes": 183204,
            "epoch": 3,
            "stored_t": 85500
          },
          {
            "still": "01935f2a-6c00-7000-8000-000000000051",
            "reason": "snapshot",
            "sha256": {
              "clear": "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e"
            },
            "size": {
              "width": 886,
              "height": 1920,
              "rotation": 0
            },
            "bytes": 183204,
            "epoch": 3,
            "stored_t": 87000
          },
          {
            "still": "01935f2a-6c00-7000-8000-000000000051",
            "reason": "photo",
            "sha256": {
              "clear": "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e"
            },
            "size": {
              "width": 886,
              "height": 1920,
              "rotation": 0
            },
            "bytes": 183204,
            "epoch": 3,
            "stored_t": 88500
          },
          {
            "still": "01935f2a-6c00-7000-8000-000000000051",
            "reason": "freeze",
            "sha256": {
              "clear": "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e"
            },
            "size": {
              "width": 886,
              "height": 1920,
              "rotation": 0
            },
            "bytes": 183204,
            "epoch": 3,
            "stored_t": 118500
          }
        ],
        "snapshot_wanted": null
      }
    } satisfies ServerMessage,
    'welcome-3': {
      "type": "welcome",
      "v": 1,
      "participant": "01935f2a-6c00-7000-8000-00000000000c",
      "role": "customer",
      "now_t": 184201,
      "dseq": 7,
      "resume": "bmV4dCB0aW1l",
      "codecs": [
        "video/VP8",
        "video/H264",
        "video/VP9",
        "video/AV1"
      ],
      "view": {
        "session": "01935f2a-6c00-7000-8000-000000000001",
        "seq": 0,
        "last_t": 0,
        "state": {
          "name": "created"
        },
        "state_t": 0,
        "active_t": null,
        "supervisor_name": null,
        "supervisor": null,
        "customer": null,
        "consent": {
          "view_screen": false,
          "view_camera": false,
          "hear": false,
          "snapshot": false
        },
        "curtain": {
          "drawn": false,
          "since_t": 0
        },
        "picture": {
          "source": "none",
          "size": null,
          "photo": null,
          "frozen": null,
          "epoch": 0
        },
        "media": "none",
        "marks": [],
        "next_mark": 1,
        "steps": [],
        "chat": [],
        "stills": [],
        "snapshot_wanted": null
      }
    } satisfies ServerMessage,
    'welcome-4': {
      "type": "welcome",
      "v": 1,
      "participant": "01935f2a-6c00-7000-8000-00000000000c",
      "role": "customer",
      "now_t": 184201,
      "dseq": 7,
      "resume": "bmV4dCB0aW1l",
      "codecs": [
        "video/VP8",
        "video/H264",
        "video/VP9",
        "video/AV1"
      ],
      "view": null
    } satisfies ServerMessage,
  },
  to_desk: {
    'changed': {
      "type": "changed",
      "session": {
        "session": "01935f2a-6c00-7000-8000-000000000001",
        "created_at": 1795341600000,
        "state": "asking",
        "state_at": 1795341731480,
        "outcome": null,
        "reference": "Iván Ríos",
        "topic": null,
        "language": "es",
        "supervisor": "01935f2a-6c00-7000-8000-000000000005",
        "supervisor_name": "Dana",
        "via": "code",
        "abilities": {
          "screen": false,
          "camera": true,
          "microphone": true
        },
        "customer_present": true,
        "can_take_over": false,
        "disposition": null,
        "closed_at": null,
        "active_ms": 0,
        "events": 3
      }
    } satisfies ToDesk,
    'gone': {
      "type": "gone",
      "session": "01935f2a-6c00-7000-8000-000000000001"
    } satisfies ToDesk,
    'ping': {
      "type": "ping",
      "n": 3
    } satisfies ToDesk,
    'problem': {
      "type": "problem",
      "code": "unauthenticated",
      "sentence": "You are not signed in any more. Sign in again."
    } satisfies ToDesk,
    'restarting': {
      "type": "restarting",
      "reconnect_in_ms": 400,
      "try_for_ms": 60000
    } satisfies ToDesk,
    'sessions': {
      "type": "sessions",
      "sessions": [
        {
          "session": "01935f2a-6c00-7000-8000-000000000001",
          "created_at": 1795341600000,
          "state": "asking",
          "state_at": 1795341731480,
          "outcome": null,
          "reference": "Iván Ríos",
          "topic": null,
          "language": "es",
          "supervisor": "01935f2a-6c00-7000-8000-000000000005",
          "supervisor_name": "Dana",
          "via": "code",
          "abilities": {
            "screen": false,
            "camera": true,
            "microphone": true
          },
          "customer_present": true,
          "can_take_over": false,
          "disposition": null,
          "closed_at": null,
          "active_ms": 0,
          "events": 3
        }
      ]
    } satisfies ToDesk,
  },
};

/** What the rules of `protocol/src/view.rs` and `protocol/src/picture.rs` say of each state, and of each source under each consent. */
export const rules = {
  states: [
    {"admitted":false,"in_call":false,"over":false,"state":{"name":"created"}},
    {"admitted":false,"in_call":false,"over":false,"state":{"expires_t":900000,"name":"invited"}},
    {"admitted":false,"in_call":false,"over":false,"state":{"name":"asking"}},
    {"admitted":true,"in_call":false,"over":false,"state":{"name":"authorizing"}},
    {"admitted":true,"in_call":true,"over":false,"state":{"name":"active"}},
    {"admitted":true,"in_call":true,"over":false,"state":{"name":"held"}},
    {"admitted":true,"in_call":true,"over":false,"state":{"customer_away":true,"held":false,"name":"interrupted","supervisor_away":false}},
    {"admitted":true,"in_call":true,"over":false,"state":{"customer_away":true,"held":true,"name":"interrupted","supervisor_away":false}},
    {"admitted":false,"in_call":false,"over":false,"state":{"name":"wrapping_up","reason":"ended"}},
    {"admitted":false,"in_call":false,"over":false,"state":{"name":"wrapping_up","reason":"stopped"}},
    {"admitted":false,"in_call":false,"over":true,"state":{"name":"over","outcome":"completed"}},
    {"admitted":false,"in_call":false,"over":true,"state":{"name":"over","outcome":"expired"}},
    {"admitted":false,"in_call":false,"over":true,"state":{"name":"over","outcome":"cancelled"}},
    {"admitted":false,"in_call":false,"over":true,"state":{"name":"over","outcome":"turned_away"}},
    {"admitted":false,"in_call":false,"over":true,"state":{"name":"over","outcome":"declined"}},
    {"admitted":false,"in_call":false,"over":true,"state":{"name":"over","outcome":"failed"}},
  ] satisfies { state: State; in_call: boolean; admitted: boolean; over: boolean }[],
  sources: [
    {"consent":{"hear":false,"snapshot":false,"view_camera":false,"view_screen":false},"covered":true,"scope":null,"source":"none"},
    {"consent":{"hear":false,"snapshot":false,"view_camera":false,"view_screen":true},"covered":true,"scope":null,"source":"none"},
    {"consent":{"hear":false,"snapshot":false,"view_camera":true,"view_screen":false},"covered":true,"scope":null,"source":"none"},
    {"consent":{"hear":true,"snapshot":false,"view_camera":false,"view_screen":false},"covered":true,"scope":null,"source":"none"},
    {"consent":{"hear":false,"snapshot":true,"view_camera":false,"view_screen":false},"covered":true,"scope":null,"source":"none"},
    {"consent":{"hear":false,"snapshot":false,"view_camera":false,"view_screen":false},"covered":false,"scope":"view_screen","source":"screen"},
    {"consent":{"hear":false,"snapshot":false,"view_camera":false,"view_screen":true},"covered":true,"scope":"view_screen","source":"screen"},
    {"consent":{"hear":false,"snapshot":false,"view_camera":true,"view_screen":false},"covered":false,"scope":"view_screen","source":"screen"},
    {"consent":{"hear":true,"snapshot":false,"view_camera":false,"view_screen":false},"covered":false,"scope":"view_screen","source":"screen"},
    {"consent":{"hear":false,"snapshot":true,"view_camera":false,"view_screen":false},"covered":false,"scope":"view_screen","source":"screen"},
    {"consent":{"hear":false,"snapshot":false,"view_camera":false,"view_screen":false},"covered":false,"scope":"view_camera","source":"camera"},
    {"consent":{"hear":false,"snapshot":false,"view_camera":false,"view_screen":true},"covered":false,"scope":"view_camera","source":"camera"},
    {"consent":{"hear":false,"snapshot":false,"view_camera":true,"view_screen":false},"covered":true,"scope":"view_camera","source":"camera"},
    {"consent":{"hear":true,"snapshot":false,"view_camera":false,"view_screen":false},"covered":false,"scope":"view_camera","source":"camera"},
    {"consent":{"hear":false,"snapshot":true,"view_camera":false,"view_screen":false},"covered":false,"scope":"view_camera","source":"camera"},
    {"consent":{"hear":false,"snapshot":false,"view_camera":false,"view_screen":false},"covered":false,"scope":"snapshot","source":"photo"},
    {"consent":{"hear":false,"snapshot":false,"view_camera":false,"view_screen":true},"covered":false,"scope":"snapshot","source":"photo"},
    {"consent":{"hear":false,"snapshot":false,"view_camera":true,"view_screen":false},"covered":false,"scope":"snapshot","source":"photo"},
    {"consent":{"hear":true,"snapshot":false,"view_camera":false,"view_screen":false},"covered":false,"scope":"snapshot","source":"photo"},
    {"consent":{"hear":false,"snapshot":true,"view_camera":false,"view_screen":false},"covered":true,"scope":"snapshot","source":"photo"},
  ] satisfies { source: Source; scope: Scope | null; consent: Consent; covered: boolean }[],
};
