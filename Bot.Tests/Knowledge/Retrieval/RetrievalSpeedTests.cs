using System.Diagnostics;
using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Retrieval;

namespace AssistantBot.Tests.Knowledge.Retrieval;

public sealed class RetrievalSpeedTests
{
    private static readonly string[] Questions =
    [
        "comment réserver une salle à Lyon", "annuler mon abonnement", "où rendre le badge 512", "imprmiante en panne à Brest", "I need a parking space",
        "how do I cancel an appointment", "remboursement de note de frais taxi et hôtel de la semaine dernière", "mot de passe oublié", "facture 1203", "xyzzy plugh",
    ];

    // The machine of a test run is shared, so the quicker searches count, against generous limits: this catches a scan that grew
    // with the base, not a slow minute.
    [Theory]
    [InlineData(200, 10)]
    [InlineData(10_000, 50)]
    public void Search_ManyEntries_IsFast(int entries, double limit)
    {
        var knowledge = RetrievalFixture.Large(entries);
        var retriever = RetrievalFixture.Create(knowledge);
        var times = new List<double>();
        for (var round = 0; round < 40; round++)
        {
            foreach (var question in Questions)
            {
                var start = Stopwatch.GetTimestamp();
                retriever.Search(new RetrievalQuery(question, Audience.Clients));
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        times.Sort();
        Assert.InRange(times[times.Count / 10], 0, limit);
    }
}
