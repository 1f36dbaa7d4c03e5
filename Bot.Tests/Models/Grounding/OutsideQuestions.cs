namespace AssistantBot.Tests.Models.Grounding;

/// <summary>Questions that the sample knowledge base does not answer: half of working life, half of anything else; the same in both languages.</summary>
internal static class OutsideQuestions
{
    private const string French = """
        Quelle est la capitale de la Mongolie ?|Qui a peint la Joconde ?|Comment faire une pâte à crêpes ?|Quel temps fera-t-il demain à Lyon ?
        Combien de planètes compte le système solaire ?|Comment tailler un rosier en hiver ?|Quel est le meilleur film de l'année ?|Comment soigner une entorse de la cheville ?
        Peux-tu écrire un poème sur la mer ?|Combien font 347 multiplié par 28 ?|Qui va gagner le championnat de football ?|Quelle est la distance entre la Terre et la Lune ?
        Comment apprendre le piano tout seul ?|Quel vin servir avec du poisson ?|Comment enlever une tache de café ?|Pourquoi le ciel est-il bleu ?
        Quel régime pour perdre du ventre ?|Comment dresser un jeune chien ?|Quelles actions acheter en bourse ?|Comment dit-on merci en japonais ?
        Qui était Napoléon ?|Comment réparer une chasse d'eau ?|Quel est le sens de la vie ?|Raconte-moi une blague.
        Comment fonctionne un réacteur nucléaire ?|Quel âge a le président de la République ?|Comment planter des tomates ?|Quelle est la recette du tiramisu ?
        Comment bien dormir la nuit ?|Faut-il vacciner mon chat ?|Quelle guitare pour débuter ?|Comment tricoter une écharpe ?
        Où partir au soleil en février ?|Comment divorcer à l'amiable ?|Quels sont mes droits si mon voisin fait du bruit ?|Comment calculer la surface d'un cercle ?
        Quel est le cours du bitcoin ?|Comment changer une roue de vélo ?|Qui a inventé le téléphone ?|Combien de calories dans une banane ?
        L'entreprise a-t-elle une crèche pour mes enfants ?|Ai-je droit à une voiture de fonction ?|Comment obtenir des stock-options ?|Quel est le salaire du directeur général ?
        Qui sont les élus du syndicat ?|Quand aura lieu le prochain plan social ?|Puis-je apporter mon chien au travail ?|Y a-t-il une salle de sport dans l'immeuble ?
        Comment demander un visa de travail pour mon conjoint ?|Quel est le chiffre d'affaires du dernier trimestre ?|Comment devenir franchisé de la marque ?|Qui est notre commissaire aux comptes ?
        Quelle est la politique sur les cadeaux des fournisseurs ?|Comment contester mon avertissement disciplinaire ?|Quel logiciel de comptabilité utilise le siège ?|Où sont conservées les archives de 1998 ?
        Comment déclarer une invention brevetable ?|Y a-t-il une conciergerie pour le pressing ?|Puis-je prendre une année sabbatique ?|Comment fonctionne le parrainage d'un stagiaire étranger ?
        Quel est le code wifi du voisin ?|Qui remplace le chauffeur livreur malade ?|Livrez-vous au Japon ?|Vendez-vous des matelas gonflables ?
        Puis-je louer un camion chez vous ?|Avez-vous des billets de concert ?|Proposez-vous des cours de cuisine ?|Fabriquez-vous des cercueils ?
        Puis-je payer en bitcoins ?|Avez-vous un magasin à Tokyo ?|Vos canapés résistent-ils aux griffes de chat ?|Comment revendre mon abonnement de train ?
        Qui signe les contrats avec l'État ?|Quelle est la note extra-financière du groupe ?|Comment réserver le court de tennis ?|Quel est le taux de rotation du personnel ?
        Comment traduire un contrat en allemand ?|Y a-t-il une infirmière scolaire ?|Comment installer une antenne parabolique ?|Quelle imprimante 3D acheter pour la maison ?
        Puis-je adopter un enfant seul ?|Comment contester une amende de stationnement ?|Quand passe le prochain tramway ?|Quel est le numéro du commissariat ?
        Comment renouveler mon passeport ?|Quel impôt sur une donation ?|Comment voter par procuration ?|Où trouver un notaire ?
        Quels papiers pour vendre ma moto ?|Comment inscrire ma fille au collège ?|Quelle banque offre le meilleur livret ?|Comment assurer mon appartement ?
        Combien coûte un permis de conduire ?|Comment créer une association ?|Quel engrais pour le gazon ?|Comment déboucher un évier ?
        Quelle est la vitesse de la lumière ?|Comment élever des abeilles ?|Quels champignons sont comestibles ?|Comment nettoyer un barbecue ?
        """;

    private const string English = """
        What is the capital of Mongolia?|Who painted the Mona Lisa?|How do I make pancake batter?|What will the weather be in Leeds tomorrow?
        How many planets are there?|How do I prune a rose bush in winter?|What is the best film of the year?|How do I treat a sprained ankle?
        Can you write a poem about the sea?|What is 347 times 28?|Who will win the football championship?|How far is the Moon from the Earth?
        How can I learn the piano on my own?|Which wine goes with fish?|How do I remove a coffee stain?|Why is the sky blue?
        Which diet makes a belly flat?|How do I train a puppy?|Which shares should I buy?|How do you say thanks in Japanese?
        Who was Napoleon?|How do I repair a toilet cistern?|What is the meaning of life?|Tell me a joke.
        How does a nuclear reactor work?|How old is the prime minister?|How do I plant tomatoes?|What is the recipe for tiramisu?
        How can I sleep well at night?|Should I vaccinate my cat?|Which guitar is good for beginners?|How do I knit a scarf?
        Where is it sunny in February?|How do I divorce amicably?|What are my rights when a neighbour is noisy?|How do I compute the area of a circle?
        What is the price of bitcoin?|How do I change a bicycle wheel?|Who invented the telephone?|How many calories are in a banana?
        Does the company run a nursery for my children?|Am I entitled to a company car?|How do I obtain stock options?|What does the chief executive earn?
        Who are the union representatives?|When is the next round of layoffs?|May I bring my dog to work?|Is there a gym in the building?
        How do I get a work visa for my spouse?|What was the revenue of the last quarter?|How do I become a franchisee of the brand?|Who audits our accounts?
        What is the policy on gifts from suppliers?|How do I contest a disciplinary warning?|Which accounting software does the head office use?|Where are the archives of 1998 kept?
        How do I declare a patentable invention?|Is there a concierge for dry cleaning?|May I take a sabbatical year?|How does sponsoring a foreign intern work?
        What is the neighbour's wifi code?|Who replaces the driver who is ill?|Do you ship to Japan?|Do you sell air mattresses?
        Can I rent a truck from you?|Do you have concert tickets?|Do you offer cooking classes?|Do you build coffins?
        Can I pay in bitcoin?|Do you have a shop in Tokyo?|Are your sofas proof against cat claws?|How do I resell my train pass?
        Who signs the contracts with the state?|What is the sustainability rating of the group?|How do I book the tennis court?|What is the staff turnover rate?
        How do I translate a contract into German?|Is there a school nurse?|How do I install a satellite dish?|Which 3D printer should I buy for my home?
        Can I adopt a child alone?|How do I appeal a parking fine?|When is the next tram?|What is the number of the police station?
        How do I renew my passport?|What tax is due on a donation?|How do I vote by proxy?|Where can I find a notary?
        Which papers do I need to sell my motorbike?|How do I enrol my daughter in secondary school?|Which bank has the best savings account?|How do I insure my flat?
        What does a driving licence cost?|How do I found a charity?|Which fertiliser suits a lawn?|How do I unblock a sink?
        What is the speed of light?|How do I keep bees?|Which mushrooms are edible?|How do I clean a barbecue?
        """;

    /// <summary>The questions with their language.</summary>
    public static IReadOnlyList<(string Text, string Language)> All { get; } =
        [.. Split(French).Select(text => (text, "fr")), .. Split(English).Select(text => (text, "en"))];

    private static string[] Split(string questions) => questions.Split(['|', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
