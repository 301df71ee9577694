using System.Text.RegularExpressions;

namespace SkyButler.Instruments.Descriptions.Proposals;

/// <summary>How the card of one property is known among unknown keywords: by its name, by its comment, and by what its values can be.</summary>
/// <param name="Property">The property, or a part of one.</param>
/// <param name="Names">Pattern of keywords, as people abbreviate.</param>
/// <param name="Comments">Pattern of comments.</param>
/// <param name="Suits">What values it can have.</param>
internal sealed record PropertyGuess(string Property, string Names, string Comments, Func<CardSample, bool> Suits)
{
    private const int ForName = 2;
    private const int ForComment = 3;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>The card that suits best; null where neither name nor comment of any speaks for it.</summary>
    public CardSample? Find(IEnumerable<CardSample> cards) => cards
        .Select(card => (Card: card, Score: Score(card)))
        .Where(scored => scored.Score > 0)
        .OrderByDescending(scored => scored.Score)
        .FirstOrDefault().Card;

    private int Score(CardSample card)
    {
        var score = (Matches(Names, card.Keyword) ? ForName : 0) + (Matches(Comments, card.Comment) ? ForComment : 0);
        return score > 0 && Suits(card) ? score : 0;
    }

    private static bool Matches(string pattern, string text) =>
        Regex.IsMatch(text, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Longest);
}
