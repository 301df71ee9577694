namespace SkyButler.Datastores.Templates;

/// <summary>One field of a template with the literal text before it.</summary>
internal sealed record TemplateField
{
    /// <summary>Everything since the field before.</summary>
    public required string Literal { get; init; }

    /// <summary>Names in order of preference, at least one.</summary>
    public required IReadOnlyList<TemplateName> Alternatives { get; init; }

    /// <summary>Whether the field vanishes, with its literal unless that has a slash, where there is no value (<c>?</c>).</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether slashes of the value stay (<c>/</c>).</summary>
    public bool KeepsSlash { get; init; }

    /// <summary>How the value is formatted, in Python's notation.</summary>
    public PythonFormat Format { get; init; } = PythonFormat.Plain;

    /// <summary>The alternatives as they are written.</summary>
    public string Names => string.Join('|', Alternatives);
}
