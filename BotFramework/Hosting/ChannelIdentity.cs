using AssistantBot.BotFramework.Authentication;
using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.BotFramework.Hosting;

/// <summary>Says who speaks in an activity that the connector vouches for.</summary>
internal static class ChannelIdentity
{
    public static TurnIdentity Of(Activity activity, BotCredentialOptions credentials, LocalMode mode)
    {
        var tenant = activity.From?.TenantId ?? activity.Conversation?.TenantId ?? activity.GetTeamsChannelData()?.Tenant?.Id;
        return new(TurnOrigin.Channel, string.IsNullOrEmpty(activity.From?.Id) ? null : activity.From.Id)
        {
            Name = activity.From?.Name,
            TenantId = tenant,
            IsMember = IsMember(activity, tenant, credentials, mode),
            IsAnonymous = mode.IsLocal,
        };
    }

    private static bool IsMember(Activity activity, string? tenant, BotCredentialOptions credentials, LocalMode mode)
    {
        if (activity.ChannelId != ChannelIds.Msteams || IsGuest(activity.From))
            return false;
        if (mode.IsLocal)
            return true;
        return credentials.MemberTenant is { } home
            && string.Equals(tenant, home, StringComparison.OrdinalIgnoreCase)
            && (activity.Conversation?.TenantId is not { Length: > 0 } place || string.Equals(place, home, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>True when the account is marked as another than a regular user.</summary>
    public static bool IsGuest(ChannelAccount? account) =>
        account?.UserRole is { } role && !role.Equals("user", StringComparison.OrdinalIgnoreCase)
        || account?.UserPrincipalName?.Contains("#EXT#", StringComparison.OrdinalIgnoreCase) == true;
}
