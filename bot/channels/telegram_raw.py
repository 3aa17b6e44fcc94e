"""The part of Telegram's JSON that we use, checked; fields and kinds not named here are ignored."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, Field

Id = Annotated[int, Field(ge=-(2**53), le=2**53)]
Seconds = Annotated[int, Field(ge=0, le=2**36)]


class RawUser(BaseModel):
    id: Id
    is_bot: bool = False
    language_code: str = ""


class RawChat(BaseModel):
    id: Id
    type: str


class RawEntity(BaseModel):
    type: str
    offset: int
    length: int


class RawSize(BaseModel):
    file_id: str
    width: int
    height: int
    file_size: int = 0


class RawDocument(BaseModel):
    file_id: str
    mime_type: str = ""
    file_name: str = ""
    file_size: int = 0


class RawLocation(BaseModel):
    latitude: float
    longitude: float
    horizontal_accuracy: float | None = None
    live_period: int | None = None


class RawVenue(BaseModel):
    location: RawLocation
    title: str = ""


class RawPosted(BaseModel):
    """Where a message is; all that is left of one that became inaccessible."""

    message_id: Id
    chat: RawChat
    message_thread_id: Id | None = None
    is_topic_message: bool = False


class RawMessage(RawPosted):
    date: Seconds
    sender: RawUser | None = Field(None, alias="from")
    sender_chat: RawChat | None = None
    forward_origin: dict[str, Any] | None = None
    text: str = ""
    entities: list[RawEntity] = []
    caption: str = ""
    photo: list[RawSize] = []
    document: RawDocument | None = None
    location: RawLocation | None = None
    venue: RawVenue | None = None
    media_group_id: str | None = None
    migrate_to_chat_id: Id | None = None
    new_chat_members: list[RawUser] = []
    left_chat_member: RawUser | None = None


class RawPress(BaseModel):
    id: str
    sender: RawUser = Field(alias="from")
    message: RawPosted | None = None
    data: str = ""


class RawMember(BaseModel):
    status: str
    user: RawUser
    is_member: bool = False

    @property
    def is_in(self) -> bool:
        return self.status not in ("left", "kicked", "restricted") or self.is_member


class RawMemberChange(BaseModel):
    chat: RawChat
    sender: RawUser = Field(alias="from")
    date: Seconds
    old_chat_member: RawMember
    new_chat_member: RawMember


class RawUpdate(BaseModel):
    """One update; edits, channel posts, reactions and the like are not looked at."""

    update_id: Id
    message: RawMessage | None = None
    callback_query: RawPress | None = None
    my_chat_member: RawMemberChange | None = None
    chat_member: RawMemberChange | None = None
