// SPDX-License-Identifier: Apache-2.0
#include "core/role.hpp"

#include "support/catch.hpp"

using namespace calfemg::core;

TEST_CASE("every name and every code leads back to its value", "[core][role]") {
  for (const auto leg : {Leg::left, Leg::right}) {
    CHECK(leg_from_name(name(leg)) == leg);
    CHECK(leg_from_name(code(leg)) == leg);
  }
  for (const auto muscle : {Muscle::none,
                            Muscle::gastrocnemius_medialis,
                            Muscle::gastrocnemius_lateralis,
                            Muscle::soleus,
                            Muscle::tibialis_anterior}) {
    CHECK(muscle_from_name(name(muscle)) == muscle);
    CHECK(muscle_from_name(code(muscle)) == muscle);
  }
  for (const auto site : {Site::whole, Site::upper, Site::lower})
    CHECK(site_from_name(name(site)) == site);
}

TEST_CASE("the words are those of the recording format", "[core][role]") {
  CHECK(name(Leg::left) == "left");
  CHECK(name(Muscle::gastrocnemius_lateralis) == "gastrocnemius_lateralis");
  CHECK(code(Muscle::soleus) == "SOL");
  CHECK(name(Site::whole).empty());
  CHECK(name(Muscle::none).empty());
}

TEST_CASE("a word that is none is not guessed", "[core][role]") {
  CHECK_FALSE(leg_from_name(""));
  CHECK_FALSE(leg_from_name("Left"));
  CHECK_FALSE(leg_from_name("both"));
  CHECK_FALSE(muscle_from_name("gastrocnemius"));
  CHECK_FALSE(site_from_name("middle"));
}

TEST_CASE("a label names muscle, leg and site", "[core][role]") {
  CHECK(label({Leg::left, Muscle::gastrocnemius_medialis, Site::upper}) == "GM.L.upper");
  CHECK(label({Leg::right, Muscle::tibialis_anterior, Site::whole}) == "TA.R");
  CHECK(label({}).empty());
}

TEST_CASE("only the two gastrocnemius heads are gastrocnemius", "[core][role]") {
  CHECK(is_gastrocnemius(Muscle::gastrocnemius_medialis));
  CHECK(is_gastrocnemius(Muscle::gastrocnemius_lateralis));
  CHECK_FALSE(is_gastrocnemius(Muscle::soleus));
  CHECK_FALSE(is_gastrocnemius(Muscle::tibialis_anterior));
  CHECK_FALSE(is_gastrocnemius(Muscle::none));
}

TEST_CASE("a role without muscle is not of EMG", "[core][role]") {
  CHECK_FALSE(Role{}.is_emg());
  CHECK((Role{Leg::left, Muscle::soleus, Site::whole}).is_emg());
}
