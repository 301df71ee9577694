namespace SkyButler.Instruments.Translators.Formulas;

/// <summary>Whether something holds of a header.</summary>
internal delegate bool Condition(Scope scope);
