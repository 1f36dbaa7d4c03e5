using AssistantBot.Knowledge;

namespace AssistantBot.Tests.Knowledge.Retrieval;

/// <summary>A question on the sample knowledge, what is asked next, and the entry that is meant then.</summary>
internal static class FollowUpDialogues
{
    // language ; audience ; first question ; what follows ; the entry that is meant
    private const string Lines = """
        fr ; e ; Combien de jours de congés payés ai-je par an ? ; et après cinq ans d'ancienneté ? ; conges-nombre
        fr ; e ; Combien de jours de congés payés ai-je par an ? ; où voir mon solde ? ; conges-nombre
        fr ; e ; Comment poser mes congés ? ; et pour l'été ? ; conges-demande
        fr ; e ; Comment poser mes congés ? ; combien de temps à l'avance ? ; conges-demande
        fr ; e ; Comment poser mes congés ? ; qui le valide ? ; conges-demande
        fr ; e ; Puis-je reporter des congés non pris ? ; jusqu'à quand ? ; conges-report
        fr ; e ; Puis-je reporter des congés non pris ? ; et après un arrêt ? ; conges-report
        fr ; e ; Combien de jours de télétravail sont possibles ? ; et pour les stagiaires ? ; teletravail
        fr ; e ; Combien de jours de télétravail sont possibles ? ; et depuis l'étranger ? ; teletravail
        fr ; e ; Combien de jours de télétravail sont possibles ? ; c'est indemnisé ? ; teletravail
        fr ; e ; Que couvre la mutuelle et combien coûte-t-elle ? ; et pour mon conjoint ? ; mutuelle
        fr ; e ; Que couvre la mutuelle et combien coûte-t-elle ? ; même les lunettes ? ; mutuelle
        fr ; e ; Que faire si je suis malade ? ; sous combien de temps ? ; arret-maladie
        fr ; e ; Que faire si je suis malade ? ; suis-je payé dans ce cas ? ; arret-maladie
        fr ; e ; Ai-je des jours pour enfant malade ? ; et avec deux enfants ? ; enfant-malade
        fr ; e ; Comment me faire rembourser mes notes de frais ? ; ça arrive quand ? ; notes-de-frais
        fr ; e ; Comment me faire rembourser mes notes de frais ? ; et les kilomètres ? ; notes-de-frais
        fr ; e ; Quels sont les plafonds d'hôtel et de repas en déplacement ? ; et à Paris ? ; deplacement-plafonds
        fr ; e ; Quels sont les plafonds d'hôtel et de repas en déplacement ? ; et avec un client ? ; deplacement-plafonds
        fr ; e ; Où se garer, et où laisser mon vélo ? ; c'est gratuit ? ; parking
        fr ; e ; Où se garer, et où laisser mon vélo ? ; et à Nantes ? ; parking
        fr ; e ; J'ai perdu mon badge, que faire ? ; ça coûte combien ? ; badge-perdu
        fr ; e ; Quels sont les horaires et les tarifs de la cantine ? ; et les végétariens ? ; cantine
        fr ; e ; Comment réserver une salle de réunion ? ; et pour plus de vingt personnes ? ; salle-reunion
        fr ; c ; Quels sont vos délais de livraison ? ; et pour la Belgique ? ; livraison-delais
        fr ; c ; Quels sont vos délais de livraison ? ; même sur mesure ? ; livraison-delais
        fr ; c ; Combien coûte la livraison ? ; et pour un canapé ? ; livraison-frais
        fr ; c ; Combien coûte la livraison ? ; et à l'étage ? ; livraison-frais
        fr ; c ; Comment retourner un article ? ; et si je l'ai monté ? ; retour
        fr ; c ; Comment retourner un article ? ; combien de temps ai-je pour ça ? ; retour
        fr ; c ; Combien de temps mes meubles sont-ils garantis ? ; et les lampes ? ; garantie
        fr ; c ; Quels moyens de paiement acceptez-vous ? ; et les chèques ? ; paiement
        fr ; c ; Quels sont vos horaires d'ouverture ? ; et le dimanche ? ; horaires
        fr ; c ; Quels sont vos horaires d'ouverture ? ; et les jours fériés ? ; horaires
        fr ; c ; Reprenez-vous les anciens meubles ? ; c'est payant ? ; reprise
        en ; e ; How many days of paid leave do I have a year? ; and after five years? ; conges-nombre
        en ; e ; How many days of paid leave do I have a year? ; where can I see it? ; conges-nombre
        en ; e ; How do I request leave? ; what about the summer? ; conges-demande
        en ; e ; How do I request leave? ; how long before? ; conges-demande
        en ; e ; Can I carry over leave I have not taken? ; until when? ; conges-report
        en ; e ; How many days can I work from home? ; and for interns? ; teletravail
        en ; e ; How many days can I work from home? ; what about from abroad? ; teletravail
        en ; e ; How many days can I work from home? ; is it paid? ; teletravail
        en ; e ; What does the health insurance cover and what does it cost? ; and for my spouse? ; mutuelle
        en ; e ; What does the health insurance cover and what does it cost? ; even glasses? ; mutuelle
        en ; e ; What do I do when I am ill? ; am I paid then? ; arret-maladie
        en ; e ; Do I get days off for a sick child? ; and with two children? ; enfant-malade
        en ; e ; How do I get my expenses refunded? ; how long does that take? ; notes-de-frais
        en ; e ; What are the limits for hotels and meals on a trip? ; and in Paris? ; deplacement-plafonds
        en ; e ; Where do I park my car or my bike? ; is it free? ; parking
        en ; e ; I lost my badge, what do I do? ; how much does it cost? ; badge-perdu
        en ; e ; What are the canteen's hours and prices? ; what about vegetarians? ; cantine
        en ; e ; How do I book a meeting room? ; and for more than twenty people? ; salle-reunion
        en ; c ; How long does delivery take? ; and to Belgium? ; livraison-delais
        en ; c ; How much is delivery? ; and for a sofa? ; livraison-frais
        en ; c ; How do I return an item? ; what if I have assembled it? ; retour
        en ; c ; How do I return an item? ; how long do I have for that? ; retour
        en ; c ; How long is my furniture under warranty? ; what about lamps? ; garantie
        en ; c ; Which means of payment do you accept? ; and cheques? ; paiement
        en ; c ; What are your opening hours? ; what about Sundays? ; horaires
        en ; c ; What are your opening hours? ; and on public holidays? ; horaires
        en ; c ; Do you take back old furniture? ; is that free? ; reprise
        fr ; e ; Combien de jours de congés payés ai-je par an ? ; et la cantine ? ; cantine
        fr ; e ; Où se garer, et où laisser mon vélo ? ; et le wifi ? ; wifi
        fr ; c ; Combien coûte la livraison ? ; et la garantie ? ; garantie
        fr ; c ; Comment retourner un article ? ; et mon remboursement ? ; remboursement
        en ; e ; How many days of paid leave do I have a year? ; and the canteen? ; cantine
        en ; e ; Where do I park my car or my bike? ; what about the VPN? ; vpn
        en ; c ; How much is delivery? ; and the warranty? ; garantie
        en ; c ; How do I return an item? ; and my refund? ; remboursement
        """;

    public static IReadOnlyList<(string Language, Audience Audience, string First, string Next, string Id)> All { get; } =
    [
        .. Lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split(" ; "))
            .Select(part => (part[0], part[1] == "e" ? Audience.Employees : Audience.Clients, part[2], part[3], part[4])),
    ];
}
