# SPDX-License-Identifier: Apache-2.0
# Writes values.tsv: what R 4.2 says about small samples; tests/study/oracle_test.cpp compares.
#   Rscript make_values.R > values.tsv        (MASS comes with r-recommended)
options(digits = 15)
a <- c(12.1, 9.4, 15.8, 11.2, 8.7, 13.3, 10.9, 14.6)
b <- c(10.3, 9.9, 12.2, 8.1, 8.2, 11.7, 7.4, 13.1)
c <- c(3, 5, 5, 8, 13, 13, 13, 21, 2)          # ties
d <- c(4, 5, 7, 8, 9, 14, 20, 25, 2)
ea <- c(7.1, 6.5, 8.0, 7.4, 5.9, 7.7)          # hours
ya <- c(2, 0, 9, 1, 4, 0)
eb <- c(6.8, 7.2, 7.9, 6.1, 7.5, 8.2, 7.0)
yb <- c(5, 1, 14, 3, 0, 7, 9)
pa <- c(2, 3, 2, 3, 2, 3)                      # counts of less spread than Poisson's
pb <- c(4, 5, 4, 5, 5, 4, 5)
say <- function(name, value) cat(name, "\t", format(value, digits = 15), "\n", sep = "")
J <- function(df) exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2)
say("mean", mean(a)); say("sd", sd(a)); say("median", median(a))
say("q1", quantile(a, 0.25, names = FALSE)); say("q3", quantile(a, 0.75, names = FALSE))
sp <- sqrt((7 * var(a) + 7 * var(b)) / 14)
say("g", J(14) * (mean(b) - mean(a)) / sp)
say("g_paired", J(7) * (mean(b) - mean(a)) / sqrt((var(a) + var(b)) / 2))
w <- suppressWarnings(wilcox.test(b, a, paired = TRUE)); say("V", w$statistic); say("V_p", w$p.value)
b2 <- b; b2[2] <- 9.8
w <- wilcox.test(b2, a, paired = TRUE, exact = TRUE); say("V_exact", w$statistic); say("V_exact_p", w$p.value)
w <- suppressWarnings(wilcox.test(d, c, paired = TRUE)); say("V_ties", w$statistic); say("V_ties_p", w$p.value)
w <- wilcox.test(a, b[-8]); say("W", w$statistic); say("W_p", w$p.value)
w <- suppressWarnings(wilcox.test(c, d)); say("W_ties", w$statistic); say("W_ties_p", w$p.value)
s <- suppressWarnings(cor.test(c, d, method = "spearman", exact = FALSE)); say("rho", s$estimate); say("rho_p", s$p.value)
k <- kruskal.test(list(a, b, c)); say("H", k$statistic); say("H_p", k$p.value)
p <- c(0.01, 0.04, 0.03, 0.5, 0.005)
bh <- p.adjust(p, "BH"); for (i in 1:5) say(paste0("bh", i), bh[i])
say("power_paired", power.t.test(n = 12, delta = 0.8, sd = 1, type = "paired")$power)
say("power_two", power.t.test(n = 20, delta = 0.8, sd = 1)$power)
say("n_paired", ceiling(power.t.test(power = 0.8, delta = 0.5, sd = 1, type = "paired")$n))
say("n_two", ceiling(power.t.test(power = 0.8, delta = 0.5, sd = 1)$n))
# permutations, every way
signs <- as.matrix(expand.grid(rep(list(c(-1, 1)), 8)))
m <- signs %*% (b - a) / 8; say("flip_p", mean(abs(m) >= abs(mean(b - a)) - 1e-12))
all <- c(b[1:5], a[1:6]); pick <- combn(11, 5)
m <- apply(pick, 2, function(i) mean(all[i]) - mean(all[-i]))
say("perm_p", mean(abs(m) >= abs(mean(b[1:5]) - mean(a[1:6])) - 1e-12))
# rates
group <- factor(c(rep("a", 6), rep("b", 7)))
f <- glm(c(pa, pb) ~ group + offset(log(c(ea, eb))), family = poisson,
         control = glm.control(epsilon = 1e-14, maxit = 100))
s <- summary(f)$coefficients[2, ]
say("poisson_ratio", exp(s[1])); say("poisson_p", s[4])
say("poisson_low", exp(s[1] - qnorm(0.975) * s[2])); say("poisson_high", exp(s[1] + qnorm(0.975) * s[2]))
# glm.nb without MASS: the same likelihood, by two nested optimisations
y <- c(ya, yb); e <- c(ea, eb)
rate <- function(y, e, th) exp(uniroot(function(l) sum((y - exp(l) * e) / (1 + exp(l) * e / th)), c(-15, 15), tol = 1e-14)$root)
score <- function(th) { mu <- c(rate(ya, ea, th) * ea, rate(yb, eb, th) * eb)
  sum(digamma(th + y) - digamma(th) + log(th) + 1 - log(th + mu) - (y + th) / (mu + th)) }
th <- uniroot(score, c(0.05, 100), tol = 1e-14)$root
ra <- rate(ya, ea, th); rb <- rate(yb, eb, th)
se <- sqrt(1 / sum(ra * ea / (1 + ra * ea / th)) + 1 / sum(rb * eb / (1 + rb * eb / th)))
say("nb_theta", th); say("nb_ratio", rb / ra); say("nb_p", 2 * pnorm(-abs(log(rb / ra)) / se))
say("nb_low", exp(log(rb / ra) - qnorm(0.975) * se)); say("nb_high", exp(log(rb / ra) + qnorm(0.975) * se))
if (requireNamespace("MASS", quietly = TRUE)) {
  f <- MASS::glm.nb(y ~ group + offset(log(e)), control = glm.control(epsilon = 1e-12, maxit = 200))
  stopifnot(abs(f$theta - th) < 1e-4, abs(exp(coef(f)[2]) - rb / ra) < 1e-6)
}
