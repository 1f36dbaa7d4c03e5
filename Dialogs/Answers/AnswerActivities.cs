using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AssistantBot.BotFramework.Schema;
using AssistantBot.Cards;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Answering;
using AssistantBot.Knowledge.Models;

namespace AssistantBot.Dialogs.Answers;

/// <summary>Words an answer for a channel: text, source, AI label, citations and thumbs.</summary>
internal sealed class AnswerActivities(IWording wording)
{
    /// <summary>Type of the one root entity that carries label and citations.</summary>
    internal const string MessageEntity = "https://schema.org/Message";

    private const int LongestName = 80;
    private const int LongestAbstract = 160;
    private const int MostCitations = 10;

    /// <summary>The answer as an activity.</summary>
    /// <param name="answer">The answer; its language is that of every text here.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="key">Id of ours that comes back with a thumb.</param>
    public Activity Create(Answer answer, PersonTurn turn, string key)
    {
        var text = new StringBuilder(answer.Text.Trim());
        // Teams shows a citation only where the text carries its mark.
        if (turn.IsTeams && answer.Kind is AnswerKind.Quoted && answer.Sources.Count > 0)
            text.Append(" [1]");
        if (answer.Conflict is { } conflict)
            text.Append("\n\n").Append(ConflictLine(conflict, answer.Language));
        if (SourceLine(answer) is { } line)
            text.Append("\n\n").Append(line);
        if (answer.TranslatedFrom is not null)
            text.Append("\n\n_").Append(wording.Get("answer.translated", answer.Language)).Append('_');
        if (turn.IsWeb && answer.Kind is AnswerKind.Grounded)
            AppendDefinitions(text, answer);
        var activity = Activity.CreateMessage(text.ToString());
        activity.Locale = answer.Language;
        activity.Entities = [Label(answer, turn, key)];
        if (turn.IsTeams)
        {
            activity.ChannelData = JsonSerializer.SerializeToElement(
                new TeamsChannelData { FeedbackLoop = new FeedbackLoop { Type = "default" } }, ActivityJson.Context.TeamsChannelData);
        }

        activity.SuggestedActions = turn.Buttons(answer.More is null ? [] : [wording.Get("answer.more", answer.Language)]);
        // Teams opens a source from its citation; the web's citation is a link, or nothing to open.
        if (turn.IsWeb && !turn.IsGroup && answer.Sources.Count > 0)
        {
            activity.SuggestedActions ??= new SuggestedActions { Actions = [] };
            activity.SuggestedActions.Actions!.Add(AnswerSources.Button(answer.Sources[0], wording.Get("answer.openSource", answer.Language)));
        }

        return activity;
    }

    /// <summary>The line that names the sources; null when there are none.</summary>
    public string? SourceLine(Answer answer)
    {
        var names = answer.Sources.DistinctBy(entry => (entry.Source, entry.Link)).Take(3)
            .Select(entry => entry.Link is { } link ? $"[{entry.Source}]({link})" : entry.Source).ToList();
        return names.Count == 0 ? null : $"_{wording.Get("answer.source", answer.Language, ("source", string.Join(", ", names)))}_";
    }

    private string ConflictLine(SourceConflict conflict, string language)
    {
        // Two entries of one document are told apart by their headings.
        var apart = conflict.First.Source != conflict.Second.Source;
        return wording.Get(
            "answer.conflict", language,
            ("first", apart ? conflict.First.Source : conflict.First.Question), ("firstSays", conflict.FirstSays),
            ("second", apart ? conflict.Second.Source : conflict.Second.Question), ("secondSays", conflict.SecondSays));
    }

    // Web Chat matches a citation with a link definition of the same position.
    private static void AppendDefinitions(StringBuilder text, Answer answer)
    {
        text.Append('\n');
        for (var i = 0; i < Math.Min(answer.Sources.Count, MostCitations); i++)
        {
            var position = (i + 1).ToString(CultureInfo.InvariantCulture);
            text.Append('\n').Append('[').Append(position).Append("]: ").Append(answer.Sources[i].Link ?? $"cite:{position}")
                .Append(" \"").Append(answer.Sources[i].Source.Replace('"', '\'')).Append('"');
        }
    }

    private Entity Label(Answer answer, PersonTurn turn, string key)
    {
        var label = new JsonObject
        {
            ["type"] = MessageEntity,
            ["@type"] = "Message",
            ["@context"] = "https://schema.org",
            ["@id"] = "",
            ["additionalType"] = new JsonArray("AIGeneratedContent"),
        };
        if (answer.Sources.Count > 0)
            label["citation"] = new JsonArray([.. answer.Sources.Take(MostCitations).Select((entry, index) => Citation(entry, index + 1, turn))]);
        if (turn.IsWeb)
            label["potentialAction"] = new JsonArray(Thumb("LikeAction", AnswerFeedback.LikePrefix + key), Thumb("DislikeAction", AnswerFeedback.DislikePrefix + key));
        return label.Deserialize<Entity>(ActivityJson.Options)!;
    }

    private JsonObject Citation(KnowledgeEntry entry, int position, PersonTurn turn)
    {
        var appearance = new JsonObject
        {
            ["@type"] = "DigitalDocument",
            ["name"] = Shorten(entry.Source, LongestName),
            ["abstract"] = Shorten(entry.Question, LongestAbstract),
        };
        if (entry.Link is { } link)
        {
            appearance["url"] = link;
        }
        else if (turn.IsTeams)
        {
            appearance["text"] = AnswerSourceCard.Create(entry.Source, entry.Question, entry.Answer, null, entry.Language, wording).ToJson().GetRawText();
            appearance["encodingFormat"] = AttachmentContentTypes.AdaptiveCard;
        }

        return new JsonObject { ["@type"] = "Claim", ["position"] = position, ["appearance"] = appearance };
    }

    private static JsonObject Thumb(string type, string id) => new() { ["@type"] = type, ["@id"] = id, ["actionStatus"] = "PotentialActionStatus" };

    private static string Shorten(string text, int length) => text.Length <= length ? text : PromptText.Cut(text, length - 1).TrimEnd() + "…";
}
