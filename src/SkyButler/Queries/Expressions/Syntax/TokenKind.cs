namespace SkyButler.Queries.Expressions.Syntax;

/// <summary>What a token is; a symbol or keyword is told from others by its text.</summary>
internal enum TokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>A time in quotes led by T.</summary>
    Time,

    /// <summary>A text in quotes.</summary>
    String,

    /// <summary>Two integers with two dots between, perhaps with a stride.</summary>
    Range,

    /// <summary>A number without sign.</summary>
    Number,

    /// <summary>A name, or two or three names with dots between.</summary>
    Name,

    /// <summary>A name led by a colon.</summary>
    Bind,

    /// <summary>IN, OR, AND, NOT or OVERLAPS.</summary>
    Keyword,

    /// <summary>An operator, parenthesis or comma.</summary>
    Symbol,
}
