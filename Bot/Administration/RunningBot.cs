using System.Net.Http.Headers;

namespace AssistantBot.Bot.Administration;

/// <summary>The bot that runs on this machine, asked through its door.</summary>
internal sealed class RunningBot(IConfiguration configuration)
{
    /// <summary>The door file, which is there while a bot runs.</summary>
    public string DoorFile { get; } =
        Path.GetFullPath(configuration[$"{AdministrationOptions.Section}:{nameof(AdministrationOptions.DoorFile)}"] ?? new AdministrationOptions().DoorFile);

    /// <summary>Asks the bot and reads what it answers.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">Below the bot's address.</param>
    /// <param name="content">What is sent along, if anything.</param>
    /// <param name="read">Reads the answer and gives the command's exit code.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The exit code; null when no bot runs.</returns>
    public async Task<int?> AskAsync(HttpMethod method, string path, HttpContent? content, Func<HttpResponseMessage, Task<int>> read, CancellationToken cancellationToken)
    {
        if (AdministrationDoor.Read(DoorFile) is not { } door)
            return null;
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(door.Address), Timeout = TimeSpan.FromMinutes(30) };
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", door.Key);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return await read(response);
        }
        catch (HttpRequestException refused) when (refused.HttpRequestError is HttpRequestError.ConnectionError)
        {
            // Left behind by a process that was killed: nobody is there.
            File.Delete(DoorFile);
            return null;
        }
    }
}
