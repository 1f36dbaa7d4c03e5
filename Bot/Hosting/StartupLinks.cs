using AssistantBot.Bot.Desk;
using AssistantBot.BotFramework.Authentication;
using AssistantBot.Knowledge.Answering;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace AssistantBot.Bot.Hosting;

/// <summary>Prints where everything is, once the server listens. The desk's key goes to the console only, never into the log.</summary>
internal sealed class StartupLinks(IServer server, LocalMode mode, DeskKeys keys, IAnswerer answerer) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? DefaultAddress.Url;
        address = address.TrimEnd('/');
        Console.WriteLine($"""

              AssistantBot is ready on {address}

            """);
        if (mode.IsLocal)
        {
            Console.WriteLine($"""
                  Demonstration   {address}/demo
                  Client          {address}/chat
                  Employee        {address}/chat?as=employee
                  Desk            {address}/desk?key={keys.Issue()}

                  Local mode: this machine only, no sign-in. To connect Microsoft Teams, set MicrosoftAppId (see README.md).
                """);
        }
        else
        {
            Console.WriteLine($"  Client          {address}/chat");
            if (!mode.ServesBotService)
                Console.WriteLine("  No assistant can take a handoff yet: the desk has no sign-in outside local mode, and Teams is off (Channels:BotService=false).");
        }

        if (!answerer.HasModel)
            Console.WriteLine("  No model: answers are quoted from knowledge/ (\"réponses citées\"). Set Model:Provider to word them.");
        Console.WriteLine();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
