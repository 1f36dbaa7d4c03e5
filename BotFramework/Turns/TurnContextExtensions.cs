using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.Turns;

/// <summary>What handlers ask of a turn again and again.</summary>
public static class TurnContextExtensions
{
    private const string LocaleKey = "turn.locale";

    /// <summary>The language of the turn (BCP 47): what <see cref="SetLocale"/> decided, else the activity's locale, else null.</summary>
    public static string? GetLocale(this ITurnContext turnContext)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        return turnContext.TurnState.Get<string>(LocaleKey) ?? (string.IsNullOrWhiteSpace(turnContext.Activity.Locale) ? null : turnContext.Activity.Locale);
    }

    /// <summary>Decides the language of the turn, for example because the person writes French with an English client; null leaves it to the activity.</summary>
    public static void SetLocale(this ITurnContext turnContext, string? locale)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        if (string.IsNullOrWhiteSpace(locale))
            turnContext.TurnState.Remove(LocaleKey);
        else
            turnContext.TurnState[LocaleKey] = locale;
    }

    /// <summary>The answer that was given to the turn's invoke, or null when there is none yet.</summary>
    public static InvokeResponse? GetInvokeResponse(this ITurnContext turnContext)
    {
        ArgumentNullException.ThrowIfNull(turnContext);
        return InvokeResponse.FromActivity(turnContext.TurnState.Get<Activity>(TurnContext.InvokeResponseKey));
    }
}
