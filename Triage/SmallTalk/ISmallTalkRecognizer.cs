namespace AssistantBot.Triage.SmallTalk;

/// <summary>Recognises ordinary talk, French and English, before any retrieval.</summary>
public interface ISmallTalkRecognizer
{
    /// <summary>The kind of talk, or <see cref="SmallTalkKind.None"/> when the message says anything more.</summary>
    SmallTalkKind Recognize(string text);
}
