using AssistantBot.BotFramework.Schema;
using AssistantBot.Cards;

namespace AssistantBot.Dialogs;

/// <summary>Says once per conversation that this is a machine and that people are behind it.</summary>
internal sealed class Welcome(IWording wording, KnowledgeTopics topics)
{
    /// <summary>Welcomes unless it was done.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="withQuestions">True to propose questions to start with; false when the person has already asked one.</param>
    /// <param name="cancellationToken">Cancels the turn.</param>
    /// <returns>True when something was said.</returns>
    public async Task<bool> BeginAsync(PersonTurn turn, bool withQuestions, CancellationToken cancellationToken)
    {
        if (turn.Memory.Welcomed)
            return false;
        turn.Memory.Welcomed = true;
        var questions = withQuestions ? topics.Questions(turn.Audience, turn.Language, 4) : [];
        var activity = Activity.CreateMessage(wording.Get("welcome", turn.Language));
        activity.Locale = turn.Language;
        if (turn.IsTeams && questions.Count > 0)
            activity.Attachments = [WelcomeCard.Create(questions, turn.Language, wording).ToAttachment()];
        else
            activity.SuggestedActions = turn.Buttons(questions);
        await turn.Context.SendActivityAsync(activity, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
