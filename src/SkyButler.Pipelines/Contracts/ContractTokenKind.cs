namespace SkyButler.Pipelines.Contracts;

/// <summary>What a piece of a contract is.</summary>
internal enum ContractTokenKind
{
    /// <summary>A name or a word such as <c>and</c>.</summary>
    Name,

    /// <summary>A number or a text.</summary>
    Literal,

    /// <summary>An operator or a bracket.</summary>
    Sign,

    /// <summary>The end.</summary>
    End,
}
