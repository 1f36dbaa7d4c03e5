using AssistantBot.BotFramework.Schema;

namespace AssistantBot.BotFramework.DirectLine;

/// <summary>A stretch of the feed as clients see it.</summary>
/// <param name="Activities">What they see; rows they must not see are left out.</param>
/// <param name="Position">Where the stretch ends, visible or not.</param>
/// <param name="HasMore">True when more rows may follow at once.</param>
internal sealed record FeedPage(IReadOnlyList<Activity> Activities, long Position, bool HasMore);
