namespace SkyButler.Queries.Expressions;

/// <summary>The text of a condition can't be read; the message ends with the text around the fault, which stands between » and «.</summary>
public sealed class ExpressionException : QueryException
{
    internal ExpressionException(string message, int line, int column, string underlined)
        : base(message)
    {
        Line = line;
        Column = column;
        Underlined = underlined;
    }

    /// <summary>Line of the fault, from 1.</summary>
    public int Line { get; }

    /// <summary>Place of the fault in its line, from 1, in characters.</summary>
    public int Column { get; }

    /// <summary>Two lines to be shown in letters of one width: the line of the fault, and carets below the fault.</summary>
    public string Underlined { get; }
}
