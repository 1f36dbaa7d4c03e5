using AssistantBot.Cards;
using AssistantBot.Triage.SmallTalk;

namespace AssistantBot.Dialogs;

/// <summary>Ordinary talk, before any retrieval.</summary>
internal sealed class SmallTalkReplies(IWording wording, KnowledgeTopics topics)
{
    private const int MostTopics = 8;

    /// <summary>Replies to ordinary talk; to "ok" and the like nothing is said.</summary>
    public Task ReplyAsync(PersonTurn turn, SmallTalkKind kind, bool justWelcomed, CancellationToken cancellationToken)
    {
        var text = kind switch
        {
            // The welcome is the greeting.
            SmallTalkKind.Greeting => justWelcomed ? null : wording.Get("greeting", turn.Language),
            SmallTalkKind.Thanks => wording.Get("thanks", turn.Language),
            SmallTalkKind.Goodbye => wording.Get("goodbye", turn.Language),
            SmallTalkKind.WhoAreYou => wording.Get("who", turn.Language),
            SmallTalkKind.Help => Help(turn),
            SmallTalkKind.Cancel => wording.Get("cancel.nothing", turn.Language),
            SmallTalkKind.Insult => wording.Get("insult", turn.Language),
            SmallTalkKind.Fragment => wording.Get("fragment", turn.Language),
            _ => null,
        };
        return text is null ? Task.CompletedTask : turn.SayAsync(text, cancellationToken);
    }

    private string Help(PersonTurn turn)
    {
        var shown = topics.Topics(turn.Audience, turn.Language, MostTopics);
        return shown.Count == 0
            ? wording.Get("help.empty", turn.Language)
            : wording.Get("help", turn.Language, ("topics", string.Join('\n', shown.Select(topic => $"- {topic}"))));
    }
}
