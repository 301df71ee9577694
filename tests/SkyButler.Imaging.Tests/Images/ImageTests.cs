using FsCheck;
using FsCheck.Fluent;
using SkyButler.Imaging.Images;

namespace SkyButler.Imaging.Tests.Images;

public sealed class ImageTests
{
    [Fact]
    public void Intersection_and_union_are_bounds_of_boxes()
    {
        var boxes = from x in Gen.Choose(-20, 20)
                    from y in Gen.Choose(-20, 20)
                    from w in Gen.Choose(0, 15)
                    from h in Gen.Choose(0, 15)
                    select Box2I.FromSize(x, y, w, h);
        Prop.ForAll(Gen.Two(boxes).ToArbitrary(), pair =>
        {
            var (a, b) = pair;
            var common = a.Intersect(b);
            return a.Contains(common) && b.Contains(common) && common == b.Intersect(a)
                && a.Union(b).Contains(a) && a.Union(b).Contains(b)
                && (common.Area > 0) == Enumerable.Range(-20, 60).Any(x => Enumerable.Range(-20, 60).Any(y => a.Contains(x, y) && b.Contains(x, y)));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Pixels_are_found_in_the_parents_frame()
    {
        var image = new Image<short>(Box2I.FromSize(10, 20, 3, 2), [1, 2, 3, 4, 5, 6]);

        image[12, 21].ShouldBe((short)6);
        image.Cutout(new Box2I(11, 20, 12, 21)).Pixels.ShouldBe([(short)2, 3, 5, 6]);
        image.WithOrigin(0, 0)[2, 1].ShouldBe((short)6);
        Should.Throw<ImagingException>(() => image[9, 20]).Message.ShouldContain("(9, 20) is outside");
        Should.Throw<ImagingException>(() => image.Cutout(new Box2I(0, 0, 1, 1)));
    }

    [Fact]
    public void Conversion_keeps_values_or_refuses()
    {
        var image = new Image<float>(Box2I.FromSize(0, 0, 2, 1), [1.5f, -2]);

        image.As<double>().Pixels.ShouldBe([1.5, -2]);
        image.As<float>().ShouldBeSameAs(image);
        Should.Throw<ImagingException>(() => image.As<int>()).Message.ShouldContain("real numbers");
        Should.Throw<ImagingException>(() => new Image<int>(Box2I.FromSize(0, 0, 1, 1), [-1]).As<ushort>()).Message.ShouldContain("wider type");
    }

    [Fact]
    public void Arithmetic_propagates_variance_and_joins_masks_by_plane_name()
    {
        var box = Box2I.FromSize(0, 0, 37, 1);
        var a = new MaskedImage(box);
        var b = new MaskedImage(box, new MaskPlanes([KeyValuePair.Create("HOT", 0), KeyValuePair.Create("SAT", 5)]));
        a.Image.Fill(box, 10);
        a.Variance.Fill(box, 4);
        b.Image.Fill(box, 2);
        b.Variance.Fill(box, 0.5f);
        a.Mask.Set("CR", new Box2I(0, 0, 0, 0));
        b.Mask.Set("SAT", new Box2I(0, 0, 0, 0));
        b.Mask.Set("HOT", new Box2I(36, 0, 36, 0));

        var difference = a.Clone();
        difference.Subtract(b);
        var scaled = a.Clone();
        scaled.SubtractScaled(3, b);
        var quotient = a.Clone();
        quotient.Divide(b);

        difference.Image.Pixels.ShouldAllBe(value => value == 8);
        difference.Variance.Pixels.ShouldAllBe(value => value == 4.5f);
        scaled.Image.Pixels.ShouldAllBe(value => value == 4);
        scaled.Variance.Pixels.ShouldAllBe(value => value == 8.5f);
        quotient.Image.Pixels.ShouldAllBe(value => value == 5);
        quotient.Variance.Pixels.ShouldAllBe(value => Math.Abs(value - ((4 / 4.0) + (0.5 * 100 / 16))) < 1e-5);
        difference.Mask.IsSet(0, 0, "SAT").ShouldBeTrue();
        difference.Mask.IsSet(0, 0, "CR").ShouldBeTrue();
        difference.Mask.Planes["HOT"].ShouldBe(11);
        difference.Mask.Count("HOT").ShouldBe(1);
        a.Mask.Planes.ShouldBe(MaskPlanes.Default);
        Should.Throw<ImagingException>(() => a.Subtract(new MaskedImage(Box2I.FromSize(0, 0, 2, 2)))).Message.ShouldContain("37 x 1");
    }

    [Fact]
    public void Default_mask_planes_have_the_numbers_of_simulated_lsst_files()
    {
        MaskPlanes.Default.Keys.ShouldBe(
            ["BAD", "SAT", "INTRP", "CR", "EDGE", "DETECTED", "DETECTED_NEGATIVE", "SUSPECT", "NO_DATA", "UNMASKEDNAN", "CROSSTALK"]);
        MaskPlanes.Default.Values.ShouldBe(Enumerable.Range(0, 11));
        Should.Throw<ImagingException>(() => MaskPlanes.Default["SATT"]).Message.ShouldContain("did you mean 'SAT'");
        Should.Throw<ImagingException>(() => new MaskPlanes([KeyValuePair.Create("X", 32)])).Message.ShouldContain("bits 0 to 31");
    }
}
