namespace SkyButler.Parquet;

/// <summary>Something about a Parquet file or a request to read or write one is wrong; the message says what, in one line.</summary>
public class ParquetException : Exception
{
    private const int Longest = 600;

    /// <summary>Makes an error from its message.</summary>
    public ParquetException(string message)
        : base(OneLine(message))
    {
    }

    /// <summary>Makes an error from its message and what led to it.</summary>
    public ParquetException(string message, Exception inner)
        : base(OneLine(message), inner)
    {
    }

    // Names come from files and may be anything.
    private static string OneLine(string message)
    {
        var shown = message.Length > Longest ? message[..Longest] + "…" : message;
        return string.Create(shown.Length, shown, (target, text) =>
        {
            for (var i = 0; i < target.Length; i++)
                target[i] = char.IsControl(text[i]) || text[i] is '\u2028' or '\u2029' ? '?' : text[i];
        });
    }
}
