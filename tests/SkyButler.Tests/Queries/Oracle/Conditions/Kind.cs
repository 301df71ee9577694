namespace SkyButler.Tests.Queries.Oracle.Conditions;

/// <summary>Types of values in conditions.</summary>
internal enum Kind
{
    Int,
    Text,
    Real,
    Flag,
    Hash,
    Id,
    Instant,
    Ingested,
    Span,
    Region,
}
