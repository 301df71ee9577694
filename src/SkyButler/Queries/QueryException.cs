namespace SkyButler.Queries;

/// <summary>A question is wrong or contradicts itself: its expression can't be read, names nothing that is known, or compares what can't be compared.</summary>
public class QueryException : ButlerException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public QueryException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
