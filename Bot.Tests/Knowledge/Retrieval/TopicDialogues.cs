using AssistantBot.Knowledge;

namespace AssistantBot.Tests.Knowledge.Retrieval;

/// <summary>
/// What is said after a question on the sample knowledge: about the same entry, about another, or about nothing that is known. Other topics than
/// <see cref="FollowUpDialogues"/>, so that a rule found on one can be tried on the other.
/// </summary>
internal static class TopicDialogues
{
    // language ; audience ; first question ; what follows ; the entry that is meant, none for -
    private const string SameTopic = """
        fr ; e ; Combien de RTT ai-je et comment les utiliser ? ; et à 37 heures ? ; rtt
        fr ; e ; Combien de RTT ai-je et comment les utiliser ? ; est-ce qu'ils se reportent ? ; rtt
        fr ; e ; Quel congé pour la naissance d'un enfant ? ; et pour des jumeaux ? ; conge-naissance
        fr ; e ; Je vais devenir père, à quoi ai-je droit ? ; c'est payé ? ; conge-naissance
        fr ; e ; Quels congés pour un mariage ou un décès ? ; et pour mon frère ? ; evenements-familiaux
        fr ; e ; Puis-je demander un acompte sur salaire ? ; c'est versé quand ? ; acompte
        fr ; e ; Puis-je demander un acompte sur salaire ? ; combien au maximum ? ; acompte
        fr ; e ; Quand la paie est-elle versée ? ; et si le 27 est un dimanche ? ; paie-date
        fr ; e ; Quel remboursement pour mes trajets domicile-travail ? ; et en covoiturage ? ; trajets-domicile
        fr ; e ; Comment fonctionne l'intéressement ? ; il faut combien d'ancienneté ? ; interessement
        fr ; e ; Comment fonctionne l'intéressement ? ; quand est-il versé ? ; interessement
        fr ; e ; Comment réserver un déplacement professionnel ? ; et pour l'avion ? ; deplacement-reservation
        fr ; e ; Comment demander une formation ? ; qui doit donner son accord ? ; formation
        fr ; e ; Comment se passe mon premier jour ? ; que dois-je apporter ? ; premier-jour
        fr ; e ; Quand a lieu l'entretien annuel ? ; ça dure combien de temps ? ; entretien-annuel
        fr ; e ; Comment recommander quelqu'un pour un poste ? ; et la prime ? ; cooptation
        fr ; e ; J'ai oublié mon mot de passe, que faire ? ; et sans mon téléphone ? ; mot-de-passe
        fr ; e ; Comment me connecter au VPN depuis chez moi ? ; il ne marche pas ; vpn
        fr ; e ; Comment imprimer un document ? ; et en couleur ? ; imprimante
        fr ; e ; Comment accueillir un visiteur ? ; même un enfant ? ; visiteurs
        fr ; e ; Quel matériel puis-je avoir pour travailler chez moi ? ; c'est gratuit ? ; materiel-domicile
        fr ; e ; Comment demander un logiciel ? ; et s'il n'est pas au catalogue ? ; logiciel-demande
        fr ; c ; Puis-je modifier ou annuler ma commande ? ; jusqu'à quand ? ; commande-modification
        fr ; c ; Puis-je modifier ou annuler ma commande ? ; et pour du sur-mesure ? ; commande-modification
        fr ; c ; Comment utiliser une carte cadeau ? ; elle est valable combien de temps ? ; carte-cadeau
        fr ; c ; Comment changer mon rendez-vous de livraison ? ; et le samedi ? ; livraison-rendez-vous
        fr ; c ; Quand serai-je remboursé ? ; et si j'ai payé en plusieurs fois ? ; remboursement
        fr ; c ; Puis-je recevoir des échantillons ? ; ça coûte combien ? ; echantillons
        fr ; c ; Comment entretenir un meuble en bois huilé ? ; et pour une tache ? ; entretien-bois
        fr ; c ; Comment supprimer mon compte ? ; c'est immédiat ? ; compte-suppression
        fr ; c ; J'ai un projet professionnel, comment obtenir un devis ? ; sous quel délai ? ; professionnels
        en ; e ; How many RTT days do I have? ; do they expire? ; rtt
        en ; e ; How many RTT days do I have? ; can I add them to my leave? ; rtt
        en ; e ; What leave is there for the birth of a child? ; and for twins? ; conge-naissance
        en ; e ; What leave is there for the birth of a child? ; is that paid? ; conge-naissance
        en ; e ; What leave is there for a wedding or a death? ; what about my brother? ; evenements-familiaux
        en ; e ; Can I ask for an advance on my salary? ; when is it paid? ; acompte
        en ; e ; Can I ask for an advance on my salary? ; how often can I do that? ; acompte
        en ; e ; What is refunded for my commute? ; and by bike? ; trajets-domicile
        en ; e ; How does profit sharing work? ; when do we get it? ; interessement
        en ; e ; How do I book a business trip? ; even by plane? ; deplacement-reservation
        en ; e ; How do I ask for training? ; who has to agree? ; formation
        en ; e ; What happens on my first day? ; what do I need to bring? ; premier-jour
        en ; e ; When is the annual review? ; how long does it last? ; entretien-annuel
        en ; e ; I forgot my password, what do I do? ; and without my phone? ; mot-de-passe
        en ; e ; How do I connect to the VPN from home? ; it doesn't work ; vpn
        en ; e ; How do I connect to the Wi-Fi? ; and for a guest? ; wifi
        en ; e ; How do I print or scan a document? ; what about colour? ; imprimante
        en ; e ; How do I welcome a visitor? ; do they need a badge? ; visiteurs
        en ; e ; My laptop is stolen, what do I do? ; will it cost me anything? ; materiel-vole
        en ; e ; How do I ask for software? ; what if it is not in the catalogue? ; logiciel-demande
        en ; c ; Can I change or cancel my order? ; until when? ; commande-modification
        en ; c ; How do I use a gift card? ; how long is it valid? ; carte-cadeau
        en ; c ; How do I change my delivery appointment? ; what if nobody is there? ; livraison-rendez-vous
        en ; c ; When will I be refunded? ; and if I paid with a gift card? ; remboursement
        en ; c ; Can I receive samples of wood and fabric? ; how many? ; echantillons
        en ; c ; Can I receive samples of wood and fabric? ; do I have to send them back? ; echantillons
        en ; c ; How do I care for oiled wooden furniture? ; how often should I do that? ; entretien-bois
        en ; c ; How do I delete my account? ; how long does it take? ; compte-suppression
        en ; c ; My parcel arrived damaged, what do I do? ; do you replace it? ; livraison-abimee
        en ; c ; How do I make an appointment at an Aubrelle house? ; is it free? ; rendez-vous
        en ; c ; Are you hiring? ; what about internships? ; recrutement
        fr ; e ; Combien de jours de télétravail sont possibles ? ; peut-on le faire depuis l'Espagne ? ; teletravail
        fr ; e ; Comment réserver une salle de réunion ? ; combien de places ont-elles ? ; salle-reunion
        fr ; e ; Quels sont les horaires et les tarifs de la cantine ? ; on paie comment ? ; cantine
        fr ; e ; Comment imprimer ou numériser un document ? ; ça ne marche pas ; imprimante
        fr ; e ; J'ai reçu un courriel suspect, que dois-je faire ? ; et si j'ai cliqué ? ; hameconnage
        fr ; e ; Qui appeler en cas d'accident ou de malaise au travail ? ; et la nuit ? ; secours
        fr ; e ; Comment fonctionne l'intéressement ? ; c'est imposable ? ; interessement
        fr ; c ; Comment prendre rendez-vous dans une maison Aubrelle ? ; et en visio ? ; rendez-vous
        fr ; c ; Où trouver une pièce détachée ? ; c'est payant ? ; pieces-detachees
        fr ; c ; Comment créer mon compte ? ; le lien ne marche plus ; compte
        fr ; c ; Comment obtenir ma facture ? ; et au nom de ma société ? ; facture
        fr ; c ; Reprenez-vous les anciens meubles ? ; vous les payez combien ? ; reprise
        en ; e ; How do I recommend someone for a job? ; how much is the bonus? ; cooptation
        en ; e ; What equipment can I have for working at home? ; who pays for it? ; materiel-domicile
        en ; e ; Whom do I call when my computer breaks down? ; how soon do they answer? ; assistance-informatique
        en ; e ; I received a suspicious e-mail, what should I do? ; what if I clicked on it? ; hameconnage
        en ; c ; I have a business project, how do I get a quote? ; and for a hotel? ; professionnels
        en ; c ; Where do I find a spare part? ; are they free? ; pieces-detachees
        en ; c ; Where is Aubrelle? ; can I get there by train? ; adresse-siege
        en ; c ; How do I reach customer service? ; when are they open? ; contact-clients
        en ; c ; How do I get my invoice? ; can you change the name on it? ; facture
        en ; c ; How do I get my invoice? ; how long is it kept? ; facture
        """;

    private const string OtherTopic = """
        fr ; c ; Comment retourner un article ? ; et quand suis-je remboursé ? ; remboursement
        fr ; c ; Quels sont vos délais de livraison ? ; et ça coûte combien, la livraison ? ; livraison-frais
        fr ; e ; Combien de jours de congés payés ai-je par an ? ; et comment les poser ? ; conges-demande
        fr ; e ; Comment poser mes congés ? ; où trouver ma fiche de paie ? ; paie-date
        fr ; e ; Combien de jours de télétravail sont possibles ? ; comment marche le VPN ? ; vpn
        fr ; e ; Que couvre la mutuelle et combien coûte-t-elle ? ; combien coûte un repas à la cantine ? ; cantine
        fr ; e ; Où se garer, et où laisser mon vélo ? ; j'ai perdu mon badge ; badge-perdu
        fr ; e ; Comment me faire rembourser mes notes de frais ? ; c'est quand, l'entretien annuel ? ; entretien-annuel
        fr ; e ; Que faire si je suis malade ? ; et mes notes de frais ? ; notes-de-frais
        fr ; e ; Comment me connecter au Wi-Fi ? ; l'imprimante est en panne ; imprimante
        fr ; e ; Comment demander une formation ? ; et la mutuelle ? ; mutuelle
        fr ; e ; Combien de jours de télétravail sont possibles ? ; ça se passe comment, le premier jour ? ; premier-jour
        fr ; c ; Quels sont vos horaires d'ouverture ? ; où est ma commande ? ; commande-suivi
        fr ; c ; Combien coûte la livraison ? ; vous reprenez les vieux canapés ? ; reprise
        fr ; c ; Comment retourner un article ? ; est-ce que vous recrutez ? ; recrutement
        fr ; c ; Combien de temps mes meubles sont-ils garantis ? ; et mes données personnelles ? ; donnees-personnelles
        en ; c ; How long does delivery take? ; and how much is delivery? ; livraison-frais
        en ; c ; How do I return an item? ; and when am I refunded? ; remboursement
        en ; e ; How do I request leave? ; where is my payslip? ; paie-date
        en ; e ; How do I connect to the VPN from home? ; is there parking? ; parking
        en ; e ; What are the canteen's hours and prices? ; I forgot my password ; mot-de-passe
        en ; e ; How do I ask for training? ; and the printer? ; imprimante
        en ; e ; I lost my badge, what do I do? ; how do I get a salary advance? ; acompte
        en ; e ; How do I get my expenses refunded? ; what about sick leave? ; arret-maladie
        en ; e ; How many days can I work from home? ; can I book a meeting room? ; salle-reunion
        en ; c ; What are your opening hours? ; where is my parcel? ; commande-suivi
        en ; c ; Which means of payment do you accept? ; can I get fabric samples? ; echantillons
        en ; c ; How much is delivery? ; how do I delete my account? ; compte-suppression
        en ; c ; How long is my furniture under warranty? ; is it possible to get an invoice? ; facture
        en ; c ; How do I return an item? ; are you hiring? ; recrutement
        fr ; e ; Comment poser mes congés ? ; et si je suis malade ? ; arret-maladie
        fr ; e ; Comment me connecter au Wi-Fi ? ; et pour imprimer ? ; imprimante
        fr ; e ; J'ai oublié mon mot de passe ; et pour le VPN ? ; vpn
        fr ; e ; Combien de jours de télétravail sont possibles ? ; est-ce qu'on me prête un écran ? ; materiel-domicile
        fr ; c ; Comment retourner un article ? ; et si mon colis est abîmé ? ; livraison-abimee
        fr ; c ; Où en est ma commande ? ; je peux l'annuler ? ; commande-modification
        fr ; c ; Quels sont vos délais de livraison ? ; et pour changer le rendez-vous ? ; livraison-rendez-vous
        fr ; c ; Combien coûte la livraison ? ; et ça prend combien de temps ? ; livraison-delais
        fr ; c ; Comment retourner un article ? ; quand est-ce que je suis remboursé ? ; remboursement
        en ; e ; How do I request leave? ; and if I am ill? ; arret-maladie
        en ; e ; I lost my badge, what do I do? ; and if my laptop is stolen? ; materiel-vole
        en ; e ; How many days can I work from home? ; do I get a chair? ; materiel-domicile
        en ; e ; How many days of paid leave do I have a year? ; how do I request them? ; conges-demande
        en ; e ; How many days of paid leave do I have a year? ; can I carry them over? ; conges-report
        en ; c ; Where is my order? ; can I cancel it? ; commande-modification
        en ; c ; How do I return an item? ; what if it arrives broken? ; livraison-abimee
        en ; c ; How much is delivery? ; how long does it take? ; livraison-delais
        en ; c ; How long does delivery take? ; how much does it cost? ; livraison-frais
        en ; c ; How long is my furniture under warranty? ; do you have spare parts? ; pieces-detachees
        en ; c ; How do I create my account? ; how do I delete it? ; compte-suppression
        """;

    private const string NoTopic = """
        fr ; e ; Comment poser mes congés ? ; quel temps fait-il demain ? ; -
        fr ; e ; Où se garer, et où laisser mon vélo ? ; et la capitale du Pérou ? ; -
        fr ; e ; Que couvre la mutuelle et combien coûte-t-elle ? ; raconte-moi une blague ; -
        fr ; e ; Quels sont les horaires et les tarifs de la cantine ? ; et le bitcoin ? ; -
        fr ; c ; Combien coûte la livraison ? ; qui a gagné le match ? ; -
        fr ; c ; Comment retourner un article ? ; et la recette des crêpes ? ; -
        fr ; c ; Quels sont vos horaires d'ouverture ? ; c'est qui, Napoléon ? ; -
        en ; e ; How do I request leave? ; what is the weather like? ; -
        en ; e ; I lost my badge, what do I do? ; and the moon landing? ; -
        en ; e ; How do I book a meeting room? ; what about football? ; -
        en ; e ; How do I get my expenses refunded? ; is it going to rain? ; -
        en ; c ; How long does delivery take? ; who painted the Mona Lisa? ; -
        en ; c ; What are your opening hours? ; is there life on Mars? ; -
        en ; c ; How do I return an item? ; what about politics? ; -
        """;

    /// <summary>What follows is about the entry of the first question.</summary>
    public static IReadOnlyList<(string Language, Audience Audience, string First, string Next, string Id)> Same { get; } = [.. Read(SameTopic)];

    /// <summary>What follows stands by itself, or asks for what another entry says.</summary>
    public static IReadOnlyList<(string Language, Audience Audience, string First, string Next, string Id)> Other { get; } = [.. Read(OtherTopic)];

    /// <summary>What follows has no answer.</summary>
    public static IReadOnlyList<(string Language, Audience Audience, string First, string Next, string Id)> None { get; } = [.. Read(NoTopic)];

    private static IEnumerable<(string Language, Audience Audience, string First, string Next, string Id)> Read(string lines) =>
        lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split(" ; "))
            .Select(part => (part[0], part[1] == "e" ? Audience.Employees : Audience.Clients, part[2], part[3], part[4]));
}
