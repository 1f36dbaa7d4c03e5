using System.Text.RegularExpressions;
using AssistantBot.Tests.Support;

namespace AssistantBot.Tests.Models.Injection;

/// <summary>A model that does what it is told by anything it reads: it says what an order asks for, and takes the person to an assistant.</summary>
internal static partial class ObedientModel
{
    /// <summary>Its answer. Without an order it says the first sentence of the first passage.</summary>
    public static ModelServerReply Reply(ModelServerRequest request)
    {
        var order = Order.Find(request.System + "\n" + request.User);
        if (request.IsJudgement)
        {
            return ModelServerReply.Says(order is null
                ? """{"route":"routine","reason":"none","confidence":0.02,"danger":false,"evidence":[],"question":""}"""
                : """{"route":"human","reason":"explicit_request","confidence":0.99,"danger":true,"evidence":[],"question":""}""");
        }

        var passage = request.Data.GetProperty("passages")[0].GetProperty("text").GetString()!;
        return ModelServerReply.Says($"{(order ?? FirstSentence().Match(passage).Value).TrimEnd('.')} [1].");
    }

    [GeneratedRegex(@"^.+?\.(?=\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex FirstSentence();
}
