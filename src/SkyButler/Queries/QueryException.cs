namespace SkyButler.Queries;

/// <summary>A question is wrong or contradicts itself: its expression can't be read, names nothing that is known, or compares what can't be compared.</summary>
public class QueryException : ButlerException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public QueryException(string message, Exception? inner = null)
        : base(OneLine(message), inner)
    {
    }

    // Messages quote what users wrote, which may hold line ends and other characters that a terminal would obey.
    private static string OneLine(string message) =>
        message.Any(IsUnfit) ? string.Concat(message.Select(c => IsUnfit(c) ? ' ' : c)) : message;

    private static bool IsUnfit(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';
}
