namespace SkyButler.Resources;

/// <summary>
/// Some of the 128 characters of ASCII. For short texts that are looked at while a program starts: the search tables of the framework are
/// compiled when the first is made, which takes longer than all such looks together.
/// </summary>
/// <param name="characters">The characters; others than ASCII count for nothing.</param>
public readonly struct AsciiSet(string characters)
{
    private readonly ulong lower = Bits(characters, 0);
    private readonly ulong upper = Bits(characters, 64);

    /// <summary>Whether a character belongs to the set.</summary>
    public bool Contains(char character) => character < 128 && (((character < 64 ? lower : upper) >> (character & 63)) & 1) != 0;

    /// <summary>Whether all characters of a text belong to the set.</summary>
    public bool ContainsAll(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!Contains(character))
                return false;
        }

        return true;
    }

    private static ulong Bits(string characters, int from)
    {
        var bits = 0UL;
        foreach (var character in characters)
        {
            if (character >= from && character < from + 64)
                bits |= 1UL << (character - from);
        }

        return bits;
    }
}
