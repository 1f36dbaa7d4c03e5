using AssistantBot.BotFramework.Turns;

namespace AssistantBot.Bot;

/// <summary>Registers the bot.</summary>
internal static class OfficeBotRegistration
{
    /// <summary>Adds <see cref="OfficeBot"/> as the <see cref="IBot"/>, and what it says when a message cannot be handled.</summary>
    public static IServiceCollection AddOfficeBot(this IServiceCollection services) => services
        .AddSingleton<OfficeBot>()
        .AddSingleton<IBot>(provider => provider.GetRequiredService<OfficeBot>())
        .AddHostedService<TurnErrors>();

    /// <summary>Gives the adapter the bot's own words for a failure, in the conversation's language.</summary>
    private sealed class TurnErrors(BotAdapter adapter, OfficeBot bot) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            adapter.OnTurnError = (turnContext, _) => bot.OnTurnErrorAsync(turnContext, CancellationToken.None);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
