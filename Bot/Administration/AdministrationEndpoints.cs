using AssistantBot.Bot.Cli;
using AssistantBot.Bot.DataLife;
using AssistantBot.BotFramework.Turns;
using AssistantBot.BotFramework.Turns.Engine;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Loading;
using AssistantBot.Knowledge.Publishing;
using AssistantBot.Storage.DataLife;
using Microsoft.Extensions.Options;

namespace AssistantBot.Bot.Administration;

/// <summary>What commands on this machine ask of the running bot. Without the key the paths do not exist.</summary>
internal static class AdministrationEndpoints
{
    /// <summary>Adds the services.</summary>
    public static IServiceCollection AddAdministration(this IServiceCollection services)
    {
        services.AddOptions<AdministrationOptions>().BindConfiguration(AdministrationOptions.Section);
        services.AddSingleton<AdministrationKey>();
        return services.AddHostedService(provider => provider.GetRequiredService<AdministrationKey>());
    }

    /// <summary>Serves <c>/admin/data/**</c> and <c>/admin/knowledge</c>.</summary>
    public static void MapAdministration(this IEndpointRouteBuilder endpoints)
    {
        var admin = endpoints.MapGroup("/admin").AllowAnonymous().AddEndpointFilter(RequireKeyAsync);
        admin.MapGet("/data/export", ExportAsync);
        admin.MapPost("/data/erase", EraseAsync);
        admin.MapPost("/data/retention", SweepAsync);
        admin.MapPost("/knowledge", RunKnowledgeAsync);
    }

    private static async ValueTask<object?> RequireKeyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        if (!http.RequestServices.GetRequiredService<AdministrationKey>().Opens(http))
            return Results.NotFound();
        try
        {
            return await next(context);
        }
        catch (Exception failure) when (failure is StorageUnavailableException or TurnRejectedException or IOException)
        {
            return Results.Text(failure.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<IResult> ExportAsync(HttpContext http, IPersonalData data, string person)
    {
        var (found, problem) = await FindAsync(data, person, http.RequestAborted);
        if (found is null)
            return problem!;
        var traces = await data.TraceAsync(found, http.RequestAborted);
        return Results.Stream(output => data.ExportAsync(traces, output, http.RequestAborted), "application/json");
    }

    private static async Task<IResult> EraseAsync(HttpContext http, IPersonalData data, PersonErasure erasure, string person)
    {
        var (found, problem) = await FindAsync(data, person, http.RequestAborted);
        // Once begun it is not given up because the caller went away.
        return found is null ? problem! : Results.Json(await erasure.EraseAsync(found, CancellationToken.None), DataLifeJson.Default.ErasureResult);
    }

    private static async Task<IResult> SweepAsync(HttpContext http, IRetention retention) =>
        Results.Json(await retention.SweepAsync(http.RequestAborted), DataLifeJson.Default.RetentionCount);

    // What it changes is answered at once. A change begun is not given up because the caller went away.
    private static async Task<IResult> RunKnowledgeAsync(HttpContext http, IKnowledgeStore store, KnowledgePublisher publisher, IOptions<KnowledgeOptions> options)
    {
        if (await http.Request.ReadFromJsonAsync(AdministrationJson.Default.StringArray, http.RequestAborted) is not { Length: > 0 } args)
            return Results.BadRequest();
        using var output = new StringWriter();
        var code = await new KnowledgeLife(store, options.Value).RunAsync(args, output, CancellationToken.None);
        await publisher.RefreshAsync(CancellationToken.None);
        return Results.Json(new CommandResult(code, output.ToString()), AdministrationJson.Default.CommandResult);
    }

    private static async Task<(PersonKey? Person, IResult? Problem)> FindAsync(IPersonalData data, string person, CancellationToken cancellationToken)
    {
        var found = person.Length == 0 ? [] : await data.FindAsync(person, cancellationToken);
        return found switch
        {
            [var one] => (one, null),
            [] => (null, Results.Text($"Nobody is known as '{person}'.", statusCode: StatusCodes.Status404NotFound)),
            _ => (null, Results.Text($"'{person}' is known on several channels; say which: {string.Join(", ", found)}.", statusCode: StatusCodes.Status409Conflict)),
        };
    }
}
