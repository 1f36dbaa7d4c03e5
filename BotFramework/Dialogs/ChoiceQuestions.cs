using AssistantBot.BotFramework.Dialogs.Choices;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.BotFramework.Dialogs;

/// <summary>Adds choices to a question.</summary>
internal static class ChoiceQuestions
{
    public static Activity Append(Activity? question, ITurnContext turnContext, IList<Choice> choices, ListStyle style, ChoiceFactoryOptions options)
    {
        var activity = turnContext.Activity;
        var text = question?.Text;
        var speak = question?.Speak;
        var written = style switch
        {
            ListStyle.Inline => ChoiceFactory.Inline(choices, text, speak, options),
            ListStyle.List => ChoiceFactory.List(choices, text, speak, options),
            ListStyle.SuggestedAction => ChoiceFactory.SuggestedAction(choices, text, speak),
            ListStyle.HeroCard => ChoiceFactory.HeroCard(choices, text, speak),
            ListStyle.None => null,
            _ => ChoiceFactory.ForChannel(activity.ChannelId, choices, text, speak, options, activity.Conversation?.ConversationType),
        };
        if (question is null)
            return written ?? Activity.CreateMessage("");
        if (written is null)
            return question;

        question.Text = written.Text;
        if (written.SuggestedActions is { Actions.Count: > 0 } suggested)
            question.SuggestedActions = suggested;
        if (written.Attachments is { Count: > 0 } cards)
        {
            question.Attachments = [.. question.Attachments ?? [], .. cards];
            question.AttachmentLayout ??= written.AttachmentLayout;
        }

        return question;
    }
}
