package org.oriel.redact.rules;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks libphonenumber, which loads what it knows of a country when that country is first asked for. The instance is our
 * own, so that its memory goes when this bundle goes.
 */
final class PhoneNumbers {
    /** An instance keeps a hundred compiled patterns, a dozen a country; with more countries it compiles all the time. */
    private static final int REGIONS_AN_INSTANCE = 6;

    private final List<String> regions;
    private final @Nullable PhoneNumberUtil[] libraries;

    PhoneNumbers(List<String> regions) {
        this.regions = List.copyOf(regions);
        libraries = new PhoneNumberUtil[1 + (regions.size() + REGIONS_AN_INSTANCE - 1) / REGIONS_AN_INSTANCE];
    }

    /** Whether an international number has a length that its country uses. */
    boolean possible(String international) {
        try {
            PhoneNumberUtil util = library(0);
            return util.isPossibleNumber(util.parse(international, "ZZ"));
        } catch (NumberParseException e) {
            return false;
        }
    }

    /** Whether a number as dialled within its country is given out in one of the regions. */
    boolean valid(String national) {
        return anyRegion(national, false);
    }

    /** Whether it is given out to mobile phones: fixed numbers of some countries leave hardly any digits out. */
    boolean mobile(String national) {
        return anyRegion(national, true);
    }

    private boolean anyRegion(String national, boolean mobileOnly) {
        for (int i = 0; i < regions.size(); i++) {
            String region = regions.get(i);
            PhoneNumberUtil util = library(1 + i / REGIONS_AN_INSTANCE);
            try {
                PhoneNumber number = util.parse(national, region);
                if (util.isValidNumberForRegion(number, region)
                        && (!mobileOnly || util.getNumberType(number) == PhoneNumberType.MOBILE)) {
                    return true;
                }
            } catch (NumberParseException e) {
                // Not a number there; the next region may know it.
            }
        }
        return false;
    }

    private PhoneNumberUtil library(int number) {
        PhoneNumberUtil util = libraries[number];
        if (util == null) {
            util = PhoneNumberUtil.createInstance(PhoneNumberUtil.class::getResourceAsStream);
            libraries[number] = util;
        }
        return util;
    }
}
