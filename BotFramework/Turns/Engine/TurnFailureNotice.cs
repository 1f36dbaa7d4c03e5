using System.Text.Json;
using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Turns.Engine;

/// <summary>What a person is told when their message was parked, unless the adapter has an <c>OnTurnError</c> of its own.</summary>
internal static class TurnFailureNotice
{
    public static async Task SendAsync(ITurnContext turnContext, string defaultLanguage)
    {
        if (turnContext.Activity.Type != ActivityTypes.Message)
            return;
        var language = turnContext.Activity.Locale is { Length: >= 2 } locale ? locale : defaultLanguage;
        var french = language.StartsWith("fr", StringComparison.OrdinalIgnoreCase);
        var notice = Activity.CreateMessage(french
            ? "Je n'ai pas réussi à traiter votre message ; il est conservé et signalé à l'équipe. Souhaitez-vous parler à une personne ?"
            : "I could not handle your message; it is kept and the team has been told. Would you like to talk to a person?");
        var ask = french ? "Parler à une personne" : "Talk to a person";
        notice.SuggestedActions = new SuggestedActions { Actions = [new CardAction { Type = ActionTypes.ImBack, Title = ask, Value = JsonSerializer.SerializeToElement(ask, ActivityJson.Context.String) }] };
        await turnContext.SendActivityAsync(notice).ConfigureAwait(false);
    }
}
