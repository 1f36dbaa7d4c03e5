using AssistantBot.Knowledge;
using AssistantBot.Knowledge.Retrieval;

namespace AssistantBot.Tests.Knowledge.Retrieval;

/// <summary>A small office of our own to ask questions of.</summary>
internal static class RetrievalFixture
{
    public static KnowledgeBase Office { get; } = new("office-1",
    [
        Entry("leave", "fr", "Comment poser des congés ?", "Dans l'outil Temps, onglet Absences, au moins deux semaines avant le départ.", Audience.Employees, "Congés"),
        Entry("leave", "en", "How do I book annual leave?", "In the Time tool, tab Absences, at least two weeks before you go.", Audience.Employees, "Leave"),
        Entry("leave-interns", "fr", "Combien de jours de congés ont les stagiaires ?", "Les stagiaires ont un jour par mois de présence.", Audience.Employees, "Congés"),
        Entry("password", "fr", "Comment réinitialiser mon mot de passe ?", "Ouvrez la page Compte et choisissez « Mot de passe oublié ».", Audience.All, "Informatique"),
        Entry("password", "en", "How do I reset my password?", "Open the Account page and choose Forgotten password.", Audience.All, "IT"),
        Entry("parking", "fr", "Où se garer quand on vient au siège ?", "Le parking P2 est ouvert aux visiteurs de 8 h à 19 h.", Audience.All, "Locaux"),
        Entry("expenses", "fr", "Comment se faire rembourser une note de frais ?", "Photographiez le reçu dans Frais+ avant la fin du mois.", Audience.Employees, "Frais"),
        Entry("payslip", "en", "Where do I find my payslip?", "Payslips are in the digital safe on the 28th of each month.", Audience.Employees, "Pay"),
        Entry("salaries", "fr", "Quelle est la grille des salaires de la direction ?", "La grille confidentielle va de 4 000 à 9 000 euros.", Audience.Employees, "Paie"),
        Entry("return", "fr", "Comment retourner un article ?", "Collez l'étiquette de retour et déposez le colis en point relais sous 30 jours.", Audience.Clients, "Commandes"),
        Entry("tracking", "en", "How can I track my delivery?", "Use the tracking number in the dispatch email.", Audience.Clients, "Orders"),
        Entry("meeting-room", "en", "How do I book a meeting room?", "Pick a free room in Outlook when you create the meeting.", Audience.Employees, "Facilities"),
    ]);

    public static KnowledgeRetriever Create(KnowledgeBase? knowledge = null)
    {
        var retriever = new KnowledgeRetriever(new RetrievalOptions());
        retriever.Publish(knowledge ?? Office);
        return retriever;
    }

    public static string? First(this KnowledgeRetriever retriever, string text, Audience audience = Audience.All, params string[] earlier)
    {
        var result = retriever.Search(new RetrievalQuery(text, audience) { Earlier = earlier });
        return result.Entries.Count == 0 ? null : result.Entries[0].Entry.Id;
    }

    public static KnowledgeEntry Entry(string id, string language, string question, string answer, Audience audience, string group) => new()
    {
        Id = id, Language = language, Question = question, Answer = answer, Audience = audience, Groups = [group], Source = "Guide",
    };

    /// <summary>A base of many different entries, made from word lists so that words repeat as they do in real bases.</summary>
    public static KnowledgeBase Large(int count)
    {
        string[] verbs = ["réserver", "annuler", "modifier", "commander", "déclarer", "obtenir", "rendre", "signaler", "payer", "imprimer", "déposer", "renouveler"];
        string[] things = ["badge", "facture", "congé", "salle", "ordinateur", "colis", "mutuelle", "formation", "véhicule", "contrat", "parking", "mot de passe", "note de frais", "rendez-vous", "abonnement", "imprimante"];
        string[] places = ["Lyon", "Lille", "Nantes", "Paris", "Brest", "Dijon", "Metz", "Pau"];
        var random = new Random(7);
        string Pick(string[] words) => words[random.Next(words.Length)];
        return new KnowledgeBase($"large-{count}",
        [
            .. Enumerable.Range(0, count).Select(number => Entry(
                $"e{number}", "fr", $"Comment {Pick(verbs)} {Pick(things)} {number} à {Pick(places)} ?",
                string.Join(' ', Enumerable.Range(0, 40).Select(_ => $"{Pick(verbs)} le {Pick(things)} avec {Pick(things)} {random.Next(2000)}")) + ".",
                (Audience)(number % 3), Pick(things))),
        ]);
    }
}
