using System.Text.Json;
using AssistantBot.Bot.Administration;
using AssistantBot.Bot.Hosting;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Loading;

namespace AssistantBot.Bot.Cli;

/// <summary>
/// <c>knowledge publish|export|history|undo</c> as typed: a running bot is asked to do it; without one the database is opened here.
/// </summary>
internal sealed class KnowledgeLifeCommand(IConfiguration configuration)
{
    private const int Problem = 1;

    /// <summary>Carries out a command.</summary>
    /// <param name="args">Its verb and what follows.</param>
    /// <param name="output">Where its lines go.</param>
    /// <param name="cancellationToken">Stops waiting for the running bot.</param>
    public async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        using var content = new StringContent(JsonSerializer.Serialize(WithFullPath(args), AdministrationJson.Default.StringArray), null, "application/json");
        return await new RunningBot(configuration).AskAsync(HttpMethod.Post, "/admin/knowledge", content, response => PrintAsync(response, output, cancellationToken), cancellationToken)
            ?? await OnDatabaseAsync(args, output, cancellationToken);
    }

    private static async Task<int> PrintAsync(HttpResponseMessage response, TextWriter output, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            var reason = await response.Content.ReadAsStringAsync(cancellationToken);
            await output.WriteLineAsync($"The running bot could not do it: {(reason.Length > 0 ? reason : $"it answered {(int)response.StatusCode}.")}");
            return Problem;
        }

        var result = (await response.Content.ReadFromJsonAsync(AdministrationJson.Default.CommandResult, cancellationToken))!;
        await output.WriteAsync(result.Output);
        return result.Code;
    }

    private async Task<int> OnDatabaseAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection().AddSingleton(configuration).AddLogging().AddStorage(configuration).BuildServiceProvider();
        foreach (var startup in services.GetServices<IHostedService>())
            await startup.StartAsync(cancellationToken);
        var options = configuration.GetSection(KnowledgeOptions.Section).Get<KnowledgeOptions>() ?? new KnowledgeOptions();
        return await new KnowledgeLife(services.GetRequiredService<IKnowledgeStore>(), options).RunAsync(args, output, cancellationToken);
    }

    // The running bot may have been started in another folder.
    private static string[] WithFullPath(string[] args) =>
        args is ["publish" or "export", ..] ? [args[0], .. args[1..].Select(arg => arg.StartsWith("--", StringComparison.Ordinal) ? arg : Path.GetFullPath(arg))] : args;
}
