using AssistantBot.Storage.DataLife;

namespace AssistantBot.Bot.DataLife;

/// <summary>Registers erasure, export and retention. After the engine, which erasures are told by.</summary>
internal static class DataLifeRegistration
{
    /// <summary>Adds the services.</summary>
    public static IServiceCollection AddDataLife(this IServiceCollection services)
    {
        services.AddOptions<DataLifeOptions>().BindConfiguration(DataLifeOptions.Section)
            .Validate(options => options.Patience > TimeSpan.Zero && options.ErasureList.Length > 0, "DataLife: Patience must be above zero and ErasureList name a file.")
            .ValidateOnStart();
        services.AddSingleton<ErasureList>();
        services.AddSingleton<PersonErasure>();
        services.AddHostedService<ErasureReplay>();
        services.AddHostedService<RetentionService>();
        return services;
    }
}
