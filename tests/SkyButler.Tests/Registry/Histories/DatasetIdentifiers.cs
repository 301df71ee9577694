using System.Security.Cryptography;
using System.Text;
using SkyButler.Tests.Registry.Histories.States;

namespace SkyButler.Tests.Registry.Histories;

/// <summary>Which identifiers the words of a history stand for.</summary>
internal sealed class DatasetIdentifiers
{
    private readonly Dictionary<string, Guid> byWord = [];
    private readonly Dictionary<Guid, string> words = [];

    /// <summary>The identifier of a dataset, or one that nothing has.</summary>
    public Guid Of(string prefix, HistoryState state, DatasetName dataset) => state.Datasets.TryGetValue(dataset, out var word) && byWord.TryGetValue(word, out var id)
        ? id
        : Fixed(prefix, $"none {dataset}");

    /// <summary>An identifier that is given from outside.</summary>
    public Guid Given(string prefix, string word)
    {
        var id = Fixed(prefix, word);
        Learn(word, id);
        return id;
    }

    /// <summary>Learns what a registry made for a word; an identifier that is to be repeatable must be what it was before.</summary>
    public string? Learn(string word, Guid id)
    {
        if (word[0] != 'u' && byWord.TryGetValue(word, out var before) && before != id)
            return $"{word} was {before} and is {id}";
        byWord[word] = id;
        words[id] = word;
        return null;
    }

    public string Word(Guid id) => words.GetValueOrDefault(id, $"unknown {id}");

    private static Guid Fixed(string prefix, string word) => new(MD5.HashData(Encoding.UTF8.GetBytes(prefix + word)));
}
