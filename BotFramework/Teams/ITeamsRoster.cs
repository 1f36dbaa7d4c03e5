using AssistantBot.BotFramework.Schema;
using AssistantBot.BotFramework.Turns;

namespace AssistantBot.BotFramework.Teams;

/// <summary>Looks up who is in a Teams conversation. Put into the turn state by whoever can ask the connector.</summary>
public interface ITeamsRoster
{
    /// <summary>The member's roster entry (name, mail, tenant); null when Teams does not know the member there.</summary>
    Task<ChannelAccount?> GetMemberAsync(ITurnContext turnContext, string memberId, CancellationToken cancellationToken);
}
