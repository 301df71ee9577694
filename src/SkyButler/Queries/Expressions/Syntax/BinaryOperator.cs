namespace SkyButler.Queries.Expressions.Syntax;

/// <summary>An operator between two values.</summary>
internal enum BinaryOperator
{
    /// <summary>=</summary>
    Equal,

    /// <summary>!=</summary>
    NotEqual,

    /// <summary>&lt;</summary>
    Less,

    /// <summary>&lt;=</summary>
    LessOrEqual,

    /// <summary>></summary>
    Greater,

    /// <summary>>=</summary>
    GreaterOrEqual,

    /// <summary>OVERLAPS</summary>
    Overlaps,

    /// <summary>+</summary>
    Add,

    /// <summary>-</summary>
    Subtract,

    /// <summary>*</summary>
    Multiply,

    /// <summary>/</summary>
    Divide,

    /// <summary>%</summary>
    Modulo,
}
