using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns.State;

namespace AssistantBot.BotFramework.Dialogs.Choices;

/// <summary>Writes a question with its choices, in the way the channel shows best.</summary>
public static class ChoiceFactory
{
    /// <summary>
    /// The best form for a channel: suggested actions, else card buttons, else up to three in the sentence, else a numbered list. Titles
    /// over 20 characters are not put on buttons.
    /// </summary>
    /// <param name="channelId">The channel.</param>
    /// <param name="list">The choices.</param>
    /// <param name="text">The question.</param>
    /// <param name="speak">SSML.</param>
    /// <param name="options">Words around the choices.</param>
    /// <param name="conversationType">Teams: suggested actions exist in personal chats only.</param>
    public static Activity ForChannel(
        string? channelId, IList<Choice>? list, string? text = null, string? speak = null, ChoiceFactoryOptions? options = null, string? conversationType = null)
    {
        list ??= [];
        var hasLongTitles = list.Any(choice => TitleOf(choice).Length > ChoiceChannels.MaxActionTitleLength);
        if (!hasLongTitles && ChoiceChannels.SupportsSuggestedActions(channelId, list.Count, conversationType))
            return SuggestedAction(list, text, speak);
        if (!hasLongTitles && ChoiceChannels.SupportsCardActions(channelId, list.Count))
            return HeroCard(list, text, speak);
        return !hasLongTitles && list.Count <= 3 ? Inline(list, text, speak, options) : List(list, text, speak, options);
    }

    /// <summary>Choices in the sentence: "(1) red, (2) green, or (3) blue".</summary>
    public static Activity Inline(IList<Choice>? choices, string? text = null, string? speak = null, ChoiceFactoryOptions? options = null)
    {
        choices ??= [];
        options ??= new ChoiceFactoryOptions();
        var sentence = new StringBuilder(text).Append(' ');
        for (var i = 0; i < choices.Count; i++)
        {
            if (i > 0)
                sentence.Append(i < choices.Count - 1 ? options.InlineSeparator : i == 1 ? options.InlineOr : options.InlineOrMore);
            if (options.IncludeNumbers)
                sentence.Append(CultureInfo.InvariantCulture, $"({i + 1}) ");
            sentence.Append(TitleOf(choices[i]));
        }

        return Question(sentence.ToString(), speak);
    }

    /// <summary>Choices as a list, numbered unless the options say otherwise.</summary>
    public static Activity List(IList<Choice>? choices, string? text = null, string? speak = null, ChoiceFactoryOptions? options = null)
    {
        choices ??= [];
        options ??= new ChoiceFactoryOptions();
        var lines = choices.Select((choice, i) => (options.IncludeNumbers ? string.Create(CultureInfo.InvariantCulture, $"{i + 1}. ") : "- ") + TitleOf(choice));
        return Question($"{text}\n\n   {string.Join("\n   ", lines)}", speak);
    }

    /// <summary>Choices as suggested actions.</summary>
    public static Activity SuggestedAction(IList<Choice>? choices, string? text = null, string? speak = null)
    {
        var question = Question(text, speak);
        question.SuggestedActions = new SuggestedActions { Actions = [.. (choices ?? []).Select(ActionOf)] };
        return question;
    }

    /// <summary>Choices as buttons of a hero card that carries the question.</summary>
    public static Activity HeroCard(IList<Choice>? choices, string? text = null, string? speak = null)
    {
        var card = new JsonObject { ["buttons"] = new JsonArray([.. (choices ?? []).Select(choice => JsonNode.Parse(StateJson.Write(ActionOf(choice))))]) };
        if (!string.IsNullOrEmpty(text))
            card.Insert(0, "text", text);
        var question = Question(null, speak);
        question.Attachments = [new Attachment { ContentType = AttachmentContentTypes.HeroCard, Content = StateJson.Parse(card.ToJsonString()) }];
        question.AttachmentLayout = AttachmentLayoutTypes.List;
        return question;
    }

    /// <summary>Choices of these values.</summary>
    public static IList<Choice> ToChoices(IList<string>? choices) => [.. (choices ?? []).Select(value => new Choice(value))];

    internal static string TitleOf(Choice choice) => choice.Action?.Title ?? choice.Value ?? "";

    private static CardAction ActionOf(Choice choice) => choice.Action ?? new CardAction
    {
        Type = ActionTypes.ImBack,
        Title = choice.Value,
        Value = StateJson.ToElement(choice.Value),
    };

    private static Activity Question(string? text, string? speak)
    {
        var question = Activity.CreateMessage(text);
        question.Speak = speak;
        question.InputHint = InputHints.ExpectingInput;
        return question;
    }
}
